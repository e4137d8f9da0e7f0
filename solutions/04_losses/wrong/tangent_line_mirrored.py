# exercise: tangent_line
# misconception: line-mirrored
"""Counts the distance the wrong way."""


def tangent_line(f, x):
    d = (f(x + 1e-4) - f(x - 1e-4)) / 2e-4
    return lambda t: d * (x - t) + f(x)
