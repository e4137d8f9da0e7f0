# exercise: gradient
# misconception: two-lost
"""Forgets the factor 2."""


def gradient(x):
    return x - 3
