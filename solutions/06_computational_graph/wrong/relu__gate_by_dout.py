# exercise: Relu
# misconception: gate-by-dout
"""Applies ReLU to the gradient."""

import numpy as np


class Relu:
    def forward(self, x):
        return np.maximum(x, 0)

    def backward(self, dout):
        return np.maximum(dout, 0)
