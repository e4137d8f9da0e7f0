# exercise: Relu
# misconception: slope-half-at-zero
"""Takes one half at x = 0."""

import numpy as np


class Relu:
    def forward(self, x):
        self.x = x
        return np.maximum(x, 0)

    def backward(self, dout):
        return dout * np.heaviside(self.x, 0.5)
