# exercise: needs_hidden_layer
# misconception: wrong-about-circle
"""Thinks of the squares."""


def needs_hidden_layer(dataset):
    return dataset in ("xor", "spiral")
