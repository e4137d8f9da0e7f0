# exercise: needs_hidden_layer
# misconception: wrong-about-xor
"""Thinks of the product."""


def needs_hidden_layer(dataset):
    return dataset in ("circle", "spiral")
