# exercise: one_hot
# misconception: changes-argument
"""Consumes the labels."""

import numpy as np


def one_hot(labels, classes=10):
    result = np.eye(classes)[labels]
    labels -= labels
    return result
