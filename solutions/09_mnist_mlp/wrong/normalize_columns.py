# exercise: normalize
# misconception: images-as-columns
"""One image is one column."""

import numpy as np


def normalize(images):
    return images.reshape(len(images), 784).T.astype(np.float32) / 255
