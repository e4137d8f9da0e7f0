# exercise: needs_hidden_layer
# misconception: wrong-about-spiral
"""Thinks of the sines."""


def needs_hidden_layer(dataset):
    return dataset in ("circle", "xor")
