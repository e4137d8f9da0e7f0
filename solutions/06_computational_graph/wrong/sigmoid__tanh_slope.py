# exercise: Sigmoid
# misconception: tanh-slope
"""Uses the slope of tanh."""

import numpy as np


class Sigmoid:
    def forward(self, x):
        self.y = 1 / (1 + np.exp(-x))
        return self.y

    def backward(self, dout):
        return dout * (1 - self.y**2)
