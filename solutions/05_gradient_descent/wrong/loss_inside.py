# exercise: loss
"""The + 10 inside the square."""


def loss(x):
    return (x - 3 + 10) ** 2
