# exercise: cross_entropy_error
# misconception: changes-argument
"""Numbers the classes from 1, in the array it was given."""

import numpy as np


def cross_entropy_error(y, t):
    if y.ndim == 1:
        return -np.sum(t * np.log(y + 1e-7))
    if t.ndim == 1:
        t += 1
        t = np.eye(y.shape[1] + 1)[t][:, 1:]
    return -np.sum(t * np.log(y + 1e-7)) / len(y)
