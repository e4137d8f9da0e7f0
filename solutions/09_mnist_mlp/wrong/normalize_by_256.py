# exercise: normalize
# misconception: divided-by-256
"""There are 256 shades, so it divides by 256."""

import numpy as np


def normalize(images):
    return images.reshape(len(images), -1).astype(np.float32) / 256
