# exercise: normalize
# misconception: changes-argument
"""Clears the caller's images behind itself."""

import numpy as np


def normalize(images):
    rows = images.reshape(len(images), -1).astype(np.float32) / 255
    images[...] = 0
    return rows
