# exercise: tangent_line
# misconception: lines-share-their-slope
"""Keeps slope and intercept in variables that all lines share."""

LINE = {}


def tangent_line(f, x):
    LINE["d"] = (f(x + 1e-4) - f(x - 1e-4)) / 2e-4
    LINE["n"] = f(x) - LINE["d"] * x
    return lambda t: LINE["d"] * t + LINE["n"]
