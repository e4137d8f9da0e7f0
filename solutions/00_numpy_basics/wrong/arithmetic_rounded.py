# exercise: arithmetic
# misconception: rounded-division
"""Rounds as the slide does."""


def arithmetic(a, b):
    return {
        "add": a + b,
        "sub": a - b,
        "mul": a * b,
        "truediv": round(a / b, 4),
        "floordiv": a // b,
        "mod": a % b,
        "pow": a**b,
    }
