# exercise: Sigmoid
# misconception: upstream-ignored
"""Returns the slope alone."""

import numpy as np


class Sigmoid:
    def forward(self, x):
        self.y = 1 / (1 + np.exp(-x))
        return self.y

    def backward(self, dout):
        return self.y * (1 - self.y)
