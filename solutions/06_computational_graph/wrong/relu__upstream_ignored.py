# exercise: Relu
# misconception: upstream-ignored
"""Returns the slope alone."""

import numpy as np


class Relu:
    def forward(self, x):
        self.x = x
        return np.maximum(x, 0)

    def backward(self, dout):
        return (self.x > 0) * 1.0
