# exercise: arithmetic
# misconception: caret-power
"""^ is not the power."""


def arithmetic(a, b):
    return {
        "add": a + b,
        "sub": a - b,
        "mul": a * b,
        "truediv": a / b,
        "floordiv": a // b,
        "mod": a % b,
        "pow": int(a) ^ int(b),
    }
