# exercise: needs_hidden_layer
# misconception: wrong-about-gauss
"""Everything does."""


def needs_hidden_layer(dataset):
    return True
