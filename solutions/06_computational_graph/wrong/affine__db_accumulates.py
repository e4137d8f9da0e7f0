# exercise: Affine
# misconception: gradients-accumulate
"""Adds to db only."""


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b
        self.db = 0

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = self.db + dout.sum(axis=0)
        return dout @ self.W.T
