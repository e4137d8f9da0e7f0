# exercise: layer_shapes
# misconception: batch-forgotten
"""Forgets the batch axis."""


def layer_shapes(batch, sizes):
    return [{"X": (n,), "W": (n, j), "b": (j,), "Y": (j,)} for n, j in zip(sizes, sizes[1:])]
