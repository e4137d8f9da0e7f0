# exercise: arithmetic
# misconception: divisions-mixed-up
"""Both divisions are the same."""


def arithmetic(a, b):
    return {
        "add": a + b,
        "sub": a - b,
        "mul": a * b,
        "truediv": a / b,
        "floordiv": a / b,
        "mod": a % b,
        "pow": a**b,
    }
