"""Lists, loops and the math module; NumPy only where an array has to be handed back."""

import math

import numpy as np


def each(function, *arrays):
    """Apply a function of numbers element by element; plain numbers stay plain."""
    if not isinstance(arrays[0], np.ndarray):
        return function(*arrays)
    result = np.empty(arrays[0].shape)
    for index in np.ndindex(result.shape):
        result[index] = function(*(float(array[index]) for array in arrays))
    return result


class MulLayer:
    def forward(self, *factors):
        self.factors = factors
        return each(lambda a, b: a * b, *factors)

    def backward(self, dout):
        x, y = self.factors
        return [each(lambda d, other: d * other, dout, y), each(lambda d, other: d * other, dout, x)]


class AddLayer:
    def forward(self, x, y):
        return each(lambda a, b: a + b, x, y)

    def backward(self, dout):
        return [dout for _ in range(2)]


def partials(function, arguments):
    """Exact for functions that are linear in each argument: the change over one whole step."""
    base = function(*arguments)
    slopes = []
    for place in range(len(arguments)):
        moved = list(arguments)
        moved[place] += 1
        slopes.append(function(*moved) - base)
    return base, slopes


def apple_price(apple, count, tax):
    price, slopes = partials(lambda a, n, t: a * n * t, (apple, count, tax))
    return [price, *slopes]


def fruit_price(apple, apple_count, orange, orange_count, tax):
    total = 0
    for price, count in ((apple, apple_count), (orange, orange_count)):
        total += price * count
    answer = {"price": total * tax, "dtax": total}
    for name, price, count in (("apple", apple, apple_count), ("orange", orange, orange_count)):
        answer["d" + name] = count * tax
        answer["d" + name + "_count"] = price * tax
    return answer


def product_of_sum(x, y, z):
    f, (dx, dy, dz) = partials(lambda x, y, z: (x + y) * z, (x, y, z))
    return f, dx, dy, dz


def square_of_sum_grad(x, y):
    return [2 * x + 2 * y for _ in "xy"]


class Relu:
    def forward(self, x):
        self.seen = [float(value) for value in x.ravel()]
        return np.array([value if value > 0 else 0.0 for value in self.seen]).reshape(x.shape)

    def backward(self, dout):
        passed = []
        for value, gradient in zip(self.seen, dout.ravel()):
            passed.append(gradient if value > 0 else 0.0)
        return np.array(passed).reshape(dout.shape)


class Sigmoid:
    def forward(self, x):
        self.x = x.copy()
        return each(self.value, x)

    def backward(self, dout):
        return each(lambda d, at: d * self.value(at) * self.value(-at), dout, self.x)

    @staticmethod
    def value(at):
        return 1 / (1 + math.exp(-at)) if at >= 0 else math.exp(at) / (1 + math.exp(at))


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W.tolist(), b.tolist()

    def forward(self, x):
        self.x = x.tolist()
        rows = []
        for sample in self.x:
            row = []
            for unit, bias in enumerate(self.b):
                row.append(sum(value * weights[unit] for value, weights in zip(sample, self.W)) + bias)
            rows.append(row)
        return np.array(rows)

    def backward(self, dout):
        d, k = len(self.W), len(self.b)
        dW, db, dx = np.zeros((d, k)), np.zeros(k), np.zeros((len(self.x), d))
        for n, sample in enumerate(self.x):
            for j in range(k):
                db[j] += dout[n, j]
                for i in range(d):
                    dW[i, j] += sample[i] * dout[n, j]
                    dx[n, i] += self.W[i][j] * dout[n, j]
        self.dW, self.db = dW, db
        return dx


class SoftmaxWithLoss:
    def forward(self, x, t):
        self.errors, total = [], 0.0
        for scores, targets in zip(x.tolist(), t.tolist()):
            top = max(scores)
            powers = [math.exp(score - top) for score in scores]
            y = [power / sum(powers) for power in powers]
            self.errors.append([p - target for p, target in zip(y, targets)])
            for p, target in zip(y, targets):
                if target:
                    total -= target * math.log(p)
        return total / len(self.errors)

    def backward(self, dout=1):
        return np.array([[dout * error / len(self.errors) for error in row] for row in self.errors])
