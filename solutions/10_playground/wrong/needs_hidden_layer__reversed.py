# exercise: needs_hidden_layer
# misconception: wrong-about-circle
"""The opposite."""


def needs_hidden_layer(dataset):
    return dataset == "gauss"
