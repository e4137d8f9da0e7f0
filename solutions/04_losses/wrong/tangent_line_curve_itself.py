# exercise: tangent_line
"""Returns the curve."""


def tangent_line(f, x):
    return lambda t: f(t)
