"""With NumPy's windows."""

import numpy as np


def im2col(x, size):
    return np.lib.stride_tricks.sliding_window_view(x, (size, size)).reshape(-1, size * size)


def convolve(x, kernel):
    return np.einsum("ijkl,kl->ij", np.lib.stride_tricks.sliding_window_view(x, kernel.shape), kernel)
