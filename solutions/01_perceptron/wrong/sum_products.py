# exercise: weighted_sum
# misconception: products-not-added
"""Multiplies and forgets to add up."""


def weighted_sum(x, w, b=0.0):
    return x * w + b
