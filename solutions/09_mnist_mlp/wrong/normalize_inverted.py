# exercise: normalize
"""Makes paper 1 and ink 0."""

import numpy as np


def normalize(images):
    return 1 - images.reshape(len(images), -1).astype(np.float32) / 255
