# exercise: node_output
# misconception: changes-argument
"""Multiplies into the inputs it was given."""

import numpy as np


def node_output(x, w, b):
    x *= w
    return 1 / (1 + np.exp(-(x.sum() + b)))
