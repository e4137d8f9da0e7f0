# exercise: arithmetic
# misconception: operands-swapped
"""b to the power of a."""


def arithmetic(a, b):
    return {
        "add": a + b,
        "sub": a - b,
        "mul": a * b,
        "truediv": a / b,
        "floordiv": a // b,
        "mod": a % b,
        "pow": b**a,
    }
