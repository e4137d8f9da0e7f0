# exercise: normalize
# misconception: whole-number-division
"""Divides whole numbers and converts afterwards."""

import numpy as np


def normalize(images):
    return (images.reshape(len(images), -1) // 255).astype(np.float32)
