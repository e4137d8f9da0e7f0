# exercise: arithmetic
# misconception: signed-remainder
"""The remainder of C."""

import math


def arithmetic(a, b):
    return {
        "add": a + b,
        "sub": a - b,
        "mul": a * b,
        "truediv": a / b,
        "floordiv": a // b,
        "mod": math.fmod(a, b),
        "pow": a**b,
    }
