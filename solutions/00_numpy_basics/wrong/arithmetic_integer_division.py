# exercise: arithmetic
# misconception: divisions-mixed-up
"""The division of another language: whole numbers stay whole."""


def arithmetic(a, b):
    return {
        "add": a + b,
        "sub": a - b,
        "mul": a * b,
        "truediv": a // b,
        "floordiv": a // b,
        "mod": a % b,
        "pow": a**b,
    }
