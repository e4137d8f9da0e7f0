# exercise: normalize
# misconception: not-flattened
"""Scales, but leaves the squares."""

import numpy as np


def normalize(images):
    return images.astype(np.float32) / 255
