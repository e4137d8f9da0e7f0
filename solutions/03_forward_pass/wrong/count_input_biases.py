# exercise: count_parameters
# misconception: input-biases-counted
"""Gives the input layer biases, too."""


def count_parameters(sizes):
    return sum(n * j for n, j in zip(sizes, sizes[1:])) + sum(sizes)
