# exercise: layer_shapes
# misconception: bias-as-matrix
"""Writes the bias as a matrix with one row."""


def layer_shapes(batch, sizes):
    return [{"X": (batch, n), "W": (n, j), "b": (1, j), "Y": (batch, j)} for n, j in zip(sizes, sizes[1:])]
