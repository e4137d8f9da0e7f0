# exercise: arithmetic
# misconception: product-for-power
"""Multiplies where it should take the power."""


def arithmetic(a, b):
    return {
        "add": a + b,
        "sub": a - b,
        "mul": a * b,
        "truediv": a / b,
        "floordiv": a // b,
        "mod": a % b,
        "pow": a * b,
    }
