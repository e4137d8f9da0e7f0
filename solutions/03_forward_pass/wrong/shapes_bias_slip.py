# exercise: layer_shapes
# misconception: bias-as-matrix
"""Follows the slip in the printed answers: a bias matrix of m x n."""


def layer_shapes(batch, sizes):
    return [{"X": (batch, n), "W": (n, j), "b": (batch, n), "Y": (batch, j)} for n, j in zip(sizes, sizes[1:])]
