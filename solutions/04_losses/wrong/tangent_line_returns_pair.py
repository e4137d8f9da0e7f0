# exercise: tangent_line
# misconception: value-for-function
"""Returns slope and intercept."""


def tangent_line(f, x):
    d = (f(x + 1e-4) - f(x - 1e-4)) / 2e-4
    return d, f(x) - d * x
