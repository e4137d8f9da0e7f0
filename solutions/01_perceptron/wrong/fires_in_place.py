# exercise: fires
# misconception: changes-argument
"""Multiplies into the weights it was given."""


def fires(x, w, threshold):
    w *= x
    return int(w.sum() > threshold)
