"""Reference for 12_convolution. What students get is this file with the marked regions taken out."""

import numpy as np


def im2col(x, size):
    """All patches of an image, one in a row.

    Args:
        x: image, (h, w).
        size: height and width k of a patch.

    Returns:
        ((h - k + 1) * (w - k + 1), k * k), from top to bottom and from left to right.
    """
    ### BEGIN SOLUTION
    height, width = x.shape[0] - size + 1, x.shape[1] - size + 1
    rows = [x[i : i + size, j : j + size].ravel() for i in range(height) for j in range(width)]
    return np.array(rows)
    ### END SOLUTION


def convolve(x, kernel):
    """Move a kernel over an image, multiply what lies upon each other and add it up.

    Args:
        x: image, (h, w).
        kernel: (k, k).

    Returns:
        The feature map, (h - k + 1, w - k + 1).
    """
    ### BEGIN SOLUTION
    size = len(kernel)
    height, width = x.shape[0] - size + 1, x.shape[1] - size + 1
    return (im2col(x, size) @ kernel.ravel()).reshape(height, width)
    ### END SOLUTION
