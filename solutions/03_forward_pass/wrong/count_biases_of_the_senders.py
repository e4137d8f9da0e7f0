# exercise: count_parameters
# misconception: input-biases-counted
"""Counts a bias for each neuron that sends, not for each that adds up."""


def count_parameters(sizes):
    return sum((j + 1) * n for n, j in zip(sizes, sizes[1:]))
