# exercise: arithmetic
"""The results without their names."""


def arithmetic(a, b):
    return [a + b, a - b, a * b, a / b, a // b, a % b, a**b]
