# exercise: tangent_line
# misconception: value-for-function
"""Returns the slope."""


def tangent_line(f, x):
    d = (f(x + 1e-4) - f(x - 1e-4)) / 2e-4
    return d
