# exercise: layer_shapes
# misconception: bias-as-matrix
"""Gives every sample a bias of its own."""


def layer_shapes(batch, sizes):
    return [{"X": (batch, n), "W": (n, j), "b": (batch, j), "Y": (batch, j)} for n, j in zip(sizes, sizes[1:])]
