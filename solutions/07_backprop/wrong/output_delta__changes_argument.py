# exercise: output_delta
# misconception: changes-argument
"""Computes the error in place."""


def output_delta(out, t):
    slope = out * (1 - out)
    out -= t
    return out * slope
