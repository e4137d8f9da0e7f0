# exercise: normalize
# misconception: not-scaled
"""Flattens and converts only."""

import numpy as np


def normalize(images):
    return images.reshape(len(images), -1).astype(np.float32)
