# exercise: normalize
# misconception: not-float32
"""Plain division gives float64."""

import numpy as np


def normalize(images):
    return images.reshape(len(images), -1) / 255
