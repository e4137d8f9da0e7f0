# exercise: loss
# misconception: not-squared
"""Forgets the square."""


def loss(x):
    return (x - 3) + 10
