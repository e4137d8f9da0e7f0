# exercise: Relu
# misconception: absolute-value
"""Takes the absolute value."""

import numpy as np


class Relu:
    def forward(self, x):
        self.x = x
        return np.abs(x)

    def backward(self, dout):
        return dout * (self.x > 0)
