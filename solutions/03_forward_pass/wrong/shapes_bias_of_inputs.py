# exercise: layer_shapes
# misconception: bias-of-inputs
"""Counts a bias for each input."""


def layer_shapes(batch, sizes):
    return [{"X": (batch, n), "W": (n, j), "b": (n,), "Y": (batch, j)} for n, j in zip(sizes, sizes[1:])]
