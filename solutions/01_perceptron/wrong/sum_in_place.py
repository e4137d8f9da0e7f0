# exercise: weighted_sum
# misconception: changes-argument
"""Multiplies in place."""


def weighted_sum(x, w, b=0.0):
    x *= w
    return x.sum() + b
