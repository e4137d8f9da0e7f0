# exercise: tangent_line
"""A line through two points far apart."""


def tangent_line(f, x):
    d = f(x + 1) - f(x)
    return lambda t: d * (t - x) + f(x)
