"""Number by number."""

import numpy as np


def im2col(x, size):
    height, width = x.shape[0] - size + 1, x.shape[1] - size + 1
    out = np.zeros((height * width, size * size))
    for i in range(height):
        for j in range(width):
            for di in range(size):
                for dj in range(size):
                    out[i * width + j, di * size + dj] = x[i + di, j + dj]
    return out


def convolve(x, kernel):
    k = kernel.shape[0]
    out = np.zeros((x.shape[0] - k + 1, x.shape[1] - k + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(x[i : i + k, j : j + k] * kernel)
    return out
