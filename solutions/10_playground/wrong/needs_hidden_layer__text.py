# exercise: needs_hidden_layer
"""A text."""


def needs_hidden_layer(dataset):
    return "no" if dataset == "gauss" else "yes"
