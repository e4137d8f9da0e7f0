# exercise: normalize
# misconception: pixels-out-of-order
"""Mixes the images: reshape does not transpose."""

import numpy as np


def normalize(images):
    return images.T.reshape(len(images), 784).astype(np.float32) / 255
