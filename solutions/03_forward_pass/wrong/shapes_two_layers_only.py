# exercise: layer_shapes
# misconception: layers-of-neurons
"""Handles an input, a hidden and an output layer, no others."""


def layer_shapes(batch, sizes):
    n, j, k = sizes[0], sizes[1], sizes[-1]
    return [
        {"X": (batch, n), "W": (n, j), "b": (j,), "Y": (batch, j)},
        {"X": (batch, j), "W": (j, k), "b": (k,), "Y": (batch, k)},
    ]
