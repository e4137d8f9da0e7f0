# exercise: tangent_line
# misconception: intercept-missing
"""Forgets the intercept."""


def tangent_line(f, x):
    d = (f(x + 1e-4) - f(x - 1e-4)) / 2e-4
    return lambda t: d * t
