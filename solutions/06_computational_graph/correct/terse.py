"""Terse NumPy: closures instead of attributes, formulas instead of graphs, log-sum-exp instead of softmax and log."""

import numpy as np


class MulLayer:
    def forward(self, x, y):
        self.backward = lambda dout: np.multiply(dout, (y, x)) if np.ndim(x) == 0 else (dout * y, dout * x)
        return x * y

    def backward(self, dout):
        raise RuntimeError("forward comes first")


class AddLayer:
    forward = staticmethod(np.add)
    backward = staticmethod(lambda dout: (dout, dout))


def apple_price(apple, count, tax):
    return np.array([apple * count * tax, count * tax, apple * tax, apple * count])


def fruit_price(apple, apple_count, orange, orange_count, tax):
    prices, counts = np.array([apple, orange], np.float32), np.array([apple_count, orange_count], np.float32)
    keys = ("dapple", "dorange", "dapple_count", "dorange_count", "dtax", "price")
    return dict(zip(keys, (*(counts * tax), *(prices * tax), prices @ counts, prices @ counts * tax)))


def product_of_sum(x, y, z):
    return (x + y) * z, z, z, x + y


def square_of_sum_grad(x, y):
    return (2 * (x + y),) * 2


class Relu:
    def forward(self, x):
        self.slope = np.heaviside(x, 0.0)
        return self.slope * x

    def backward(self, dout):
        return self.slope * dout


class Sigmoid:
    def forward(self, x):
        self.half = np.tanh(x / 2)  # sigmoid(x) = (1 + tanh(x / 2)) / 2
        return (1 + self.half) / 2

    def backward(self, dout):
        return dout * (1 - self.half**2) / 4


class Affine:
    def __init__(self, W, b):
        self.Wb = np.vstack([W, b])  # the bias as a weight on a constant input of 1

    def forward(self, x):
        self.x1 = np.column_stack([x, np.ones(len(x))])
        return self.x1 @ self.Wb

    def backward(self, dout):
        self.dW, self.db = np.split(np.einsum("nd,nk->dk", self.x1, dout), [-1])
        self.db = self.db[0]
        return (dout @ self.Wb.T)[:, :-1]


class SoftmaxWithLoss:
    def forward(self, x, t):
        log_y = x - (m := x.max(1, keepdims=True)) - np.log(np.exp(x - m).sum(1, keepdims=True))
        self.dx = (np.exp(log_y) - t) / len(x)
        return -(t * log_y).sum(1).mean()

    def backward(self, dout=1):
        return dout * self.dx
