# exercise: softmax
# misconception: changes-argument
"""The transposed batch is a view: shifting it shifts a."""

import numpy as np


def softmax(a):
    if a.ndim == 2:
        columns = a.T
        columns -= np.max(columns, axis=0)
        powers = np.exp(columns)
        return (powers / np.sum(powers, axis=0)).T
    powers = np.exp(a - np.max(a))
    return powers / np.sum(powers)
