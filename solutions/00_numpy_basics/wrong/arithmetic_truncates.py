# exercise: arithmetic
# misconception: truncated-division
"""int cuts towards 0."""


def arithmetic(a, b):
    return {
        "add": a + b,
        "sub": a - b,
        "mul": a * b,
        "truediv": a / b,
        "floordiv": int(a / b),
        "mod": a % b,
        "pow": a**b,
    }
