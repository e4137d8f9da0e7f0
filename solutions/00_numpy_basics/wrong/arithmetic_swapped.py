# exercise: arithmetic
# misconception: operands-swapped
"""Subtracts the wrong way round."""


def arithmetic(a, b):
    return {
        "add": a + b,
        "sub": b - a,
        "mul": a * b,
        "truediv": a / b,
        "floordiv": a // b,
        "mod": a % b,
        "pow": a**b,
    }
