# exercise: tangent_line
# misconception: not-measured-from-x
"""Takes f(x) for the intercept."""


def tangent_line(f, x):
    d = (f(x + 1e-4) - f(x - 1e-4)) / 2e-4
    return lambda t: d * t + f(x)
