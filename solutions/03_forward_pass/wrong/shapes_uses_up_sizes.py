# exercise: layer_shapes
# misconception: changes-argument
"""Takes the sizes out of the list it was given."""


def layer_shapes(batch, sizes):
    shapes = []
    n = sizes.pop(0)
    while sizes:
        j = sizes.pop(0)
        shapes.append({"X": (batch, n), "W": (n, j), "b": (j,), "Y": (batch, j)})
        n = j
    return shapes
