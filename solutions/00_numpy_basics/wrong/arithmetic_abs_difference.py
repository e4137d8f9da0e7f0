# exercise: arithmetic
"""The distance for the difference."""


def arithmetic(a, b):
    return {
        "add": a + b,
        "sub": abs(a - b),
        "mul": a * b,
        "truediv": a / b,
        "floordiv": a // b,
        "mod": a % b,
        "pow": a**b,
    }
