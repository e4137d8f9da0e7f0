# exercise: weighted_sum
# misconception: weights-not-used
"""Adds up the inputs as they are."""


def weighted_sum(x, w, b=0.0):
    return sum(x) + b
