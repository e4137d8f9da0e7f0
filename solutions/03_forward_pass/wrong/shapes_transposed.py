# exercise: layer_shapes
# misconception: weights-transposed
"""Writes the weights as (out, in)."""


def layer_shapes(batch, sizes):
    return [{"X": (batch, n), "W": (j, n), "b": (j,), "Y": (batch, j)} for n, j in zip(sizes, sizes[1:])]
