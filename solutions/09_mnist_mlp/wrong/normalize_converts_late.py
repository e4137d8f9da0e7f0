# exercise: normalize
# misconception: whole-number-division
"""Writes the quotients back into an array of whole numbers."""

import numpy as np


def normalize(images):
    rows = np.zeros((len(images), 784), dtype=images.dtype)
    rows[:] = images.reshape(len(images), 784) / 255
    return rows.astype(np.float32)
