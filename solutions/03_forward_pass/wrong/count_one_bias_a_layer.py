# exercise: count_parameters
# misconception: one-bias-a-layer
"""Counts one bias for each layer."""


def count_parameters(sizes):
    return sum(n * j for n, j in zip(sizes, sizes[1:])) + len(sizes) - 1
