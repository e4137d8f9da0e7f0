# exercise: normalize
"""One row for all images."""

import numpy as np


def normalize(images):
    return images.ravel().astype(np.float32) / 255
