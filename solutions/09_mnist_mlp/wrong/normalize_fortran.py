# exercise: normalize
# misconception: pixels-out-of-order
"""Walks through the pixels column by column."""

import numpy as np


def normalize(images):
    return np.array([image.flatten(order="F") for image in images]).astype(np.float32) / 255
