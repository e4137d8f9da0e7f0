# exercise: normalize
# misconception: scaled-by-own-maximum
"""Divides by the largest pixel that happens to be there."""

import numpy as np


def normalize(images):
    rows = images.reshape(len(images), -1).astype(np.float32)
    return rows / rows.max()
