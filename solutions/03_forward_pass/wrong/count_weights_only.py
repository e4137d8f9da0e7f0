# exercise: count_parameters
# misconception: biases-not-counted
"""Counts the weights only."""


def count_parameters(sizes):
    return sum(n * j for n, j in zip(sizes, sizes[1:]))
