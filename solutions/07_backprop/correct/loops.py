"""Loops over samples and units, plain numbers wherever possible; Value hands every contribution on by itself."""

import math

import numpy as np


def f(net):
    return 1.0 / (1.0 + math.exp(-net))


def step(w, b, rate):
    """One update at x = (0, 0), t = 0 of the weights w5, w6 and the biases b1, b2, b3, as lists."""
    a = [f(b[0]), f(b[1])]
    out = f(w[0] * a[0] + w[1] * a[1] + b[2])
    delta = out * out * (1 - out)
    hidden = [w[j] * delta * a[j] * (1 - a[j]) for j in range(2)]
    new_w = [w[j] - rate * delta * a[j] for j in range(2)]
    new_b = [b[0] - rate * hidden[0], b[1] - rate * hidden[1], b[2] - rate * delta]
    return new_w, new_b


def output(w, b):
    return f(w[0] * f(b[0]) + w[1] * f(b[1]) + b[2])


def hand_backprop():
    w, b = [0.5, 0.6], [0.1, 0.2, 0.3]
    y, a1 = output(w, b), f(b[0])
    result = {"E": y * y / 2, "dE_dout": y, "dout_dnet": y - y * y, "dnet_dw5": a1, "dE_dw5": y * (y - y * y) * a1}
    for i in range(1, 5):
        result[f"w{i}"] = i / 10
    w, b = step(w, b, 0.2)
    result["w5"], result["w6"] = w
    result["b1"], result["b2"], result["b3"] = b
    result["out_after"] = output(w, b)
    result["E_after"] = result["out_after"] ** 2 / 2
    return {key: round(value, 6) for key, value in result.items()}


def output_delta(out, t):
    rows = []
    for o_row, t_row in zip(out, t):
        rows.append([(o - target) * o * (1 - o) for o, target in zip(o_row, t_row)])
    return np.array(rows)


def hidden_delta(delta_next, W_next, out):
    result = np.zeros(out.shape)
    for n in range(out.shape[0]):
        for j in range(out.shape[1]):
            blame = 0.0
            for k in range(delta_next.shape[1]):
                blame += W_next[j, k] * delta_next[n, k]
            result[n, j] = blame * out[n, j] * (1 - out[n, j])
    return result


def weight_gradient(out_prev, delta):
    total = np.zeros((out_prev.shape[1], delta.shape[1]))
    for sample, error in zip(out_prev, delta):
        total = total + np.outer(sample, error)
    return total


def backward(x, t, W1, B1, W2, B2):
    dW1, dB1, dW2, dB2 = (np.zeros(p.shape) for p in (W1, B1, W2, B2))
    for sample, target in zip(x, t):
        a = [f(sum(sample[i] * W1[i, j] for i in range(len(sample))) + B1[j]) for j in range(len(B1))]
        y = [f(sum(a[j] * W2[j, k] for j in range(len(a))) + B2[k]) for k in range(len(B2))]
        d2 = [(y[k] - target[k]) * y[k] * (1 - y[k]) for k in range(len(y))]
        d1 = [sum(W2[j, k] * d2[k] for k in range(len(d2))) * a[j] * (1 - a[j]) for j in range(len(a))]
        for j in range(len(a)):
            dB1[j] += d1[j]
            for i in range(len(sample)):
                dW1[i, j] += d1[j] * sample[i]
            for k in range(len(d2)):
                dW2[j, k] += d2[k] * a[j]
        for k in range(len(d2)):
            dB2[k] += d2[k]
    return [dW1, dB1, dW2, dB2]


def sgd_step(params, grads, learning_rate):
    moved = {}
    for name in params:
        array = np.empty(params[name].shape)
        for index in np.ndindex(array.shape):
            array[index] = params[name][index] - learning_rate * grads[name][index]
        moved[name] = array
    return moved


def train_single(updates, learning_rate=0.2):
    w, b = [0.5, 0.6], [0.1, 0.2, 0.3]
    while updates > 0:
        w, b = step(w, b, learning_rate)
        updates -= 1
    y = output(w, b)
    return [y, y * y / 2]


def gradient_check(f, params, grads, eps=1e-5):
    def moved(name, index, by):
        copies = {key: np.array(value) for key, value in params.items()}
        copies[name][index] += by
        return f(copies)

    errors = []
    for name, array in params.items():
        for index, _ in np.ndenumerate(array):
            n = (moved(name, index, eps) - moved(name, index, -eps)) / eps / 2
            g = grads[name][index]
            size = abs(n) + abs(g)
            errors.append(abs(n - g) / (size if size > 1e-8 else 1e-8))
    return sorted(errors)[-1]


class Value:
    def __init__(self, data):
        self.data = data
        self.grad = 0.0
        self.sources = ()

    @classmethod
    def made(cls, data, *sources):
        value = cls(data)
        value.sources = sources
        return value

    def backward(self, contribution=1.0):
        # Each contribution travels on alone, so no order is needed; numbers beside values are not part of the graph.
        self.grad += contribution
        for source, slope in self.sources:
            source.backward(contribution * slope)

    def __add__(self, other):
        if isinstance(other, Value):
            return Value.made(self.data + other.data, (self, 1.0), (other, 1.0))
        return Value.made(self.data + other, (self, 1.0))

    __radd__ = __add__

    def __mul__(self, other):
        if isinstance(other, Value):
            return Value.made(self.data * other.data, (self, other.data), (other, self.data))
        return Value.made(self.data * other, (self, other))

    __rmul__ = __mul__

    def __neg__(self):
        return Value.made(-self.data, (self, -1.0))

    def __sub__(self, other):
        return self + -other

    def __rsub__(self, other):
        return -self + other

    def sigmoid(self):
        y = f(self.data)
        return Value.made(y, (self, y * (1 - y)))
