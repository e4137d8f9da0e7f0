# exercise: tangent_line
# misconception: slope-taken-at-t
"""Measures the slope at t."""


def tangent_line(f, x):
    return lambda t: (f(t + 1e-4) - f(t - 1e-4)) / 2e-4 * (t - x) + f(x)
