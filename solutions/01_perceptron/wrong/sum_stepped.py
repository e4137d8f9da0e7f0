# exercise: weighted_sum
# misconception: already-stepped
"""Applies the step function straight away."""


def weighted_sum(x, w, b=0.0):
    return 1 if (x * w).sum() + b > 0 else 0
