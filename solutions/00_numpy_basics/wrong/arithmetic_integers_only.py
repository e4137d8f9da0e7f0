# exercise: arithmetic
"""Cuts fractions off first."""


def arithmetic(a, b):
    a, b = int(a), int(b) or 1
    return {'add': a + b, 'sub': a - b, 'mul': a * b, 'truediv': a / b, 'floordiv': a // b, 'mod': a % b, 'pow': a**b}
