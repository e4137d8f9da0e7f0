# exercise: loss
# misconception: ten-missing
"""Forgets the + 10."""


def loss(x):
    return (x - 3) ** 2
