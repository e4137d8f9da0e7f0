# exercise: MulLayer
# misconception: dot-for-elementwise
"""np.dot adds the products of arrays up."""

import numpy as np


class MulLayer:
    def forward(self, x, y):
        self.x, self.y = x, y
        return np.dot(x, y)

    def backward(self, dout):
        return dout * self.y, dout * self.x
