"""Terse NumPy: biases as weights on a constant input, einsum, a flat vector for the check, a tape for Value."""

import itertools

import numpy as np


def s(x):
    return (1 + np.tanh(x / 2)) / 2


def one(x):
    return np.column_stack([x, np.ones(len(x))])


def both(x, t, V1, V2):
    """Gradients by V1 = [W1; B1] and V2 = [W2; B2]."""
    hidden = s(one(x) @ V1)
    out = s(one(hidden) @ V2)
    d2 = output_delta(out, t)
    return one(x).T @ hidden_delta(d2, V2[:-1], hidden), one(hidden).T @ d2


def start():
    return np.array([[0.1, 0.2], [0.3, 0.4], [0.1, 0.2]]), np.array([[0.5], [0.6], [0.3]])


def run(V1, V2):
    hidden = s(one(np.zeros((1, 2))) @ V1)
    return hidden[0], s(one(hidden) @ V2)[0, 0]


def hand_backprop():
    V1, V2 = start()
    a, y = run(V1, V2)
    G1, G2 = both(np.zeros((1, 2)), np.zeros((1, 1)), V1, V2)
    V1, V2 = V1 - 0.2 * G1, V2 - 0.2 * G2
    after = run(V1, V2)[1]
    values = [y**2 / 2, y, y - y**2, a[0], G2[0, 0], *V1.ravel()[:4], *V2[:2, 0], *V1[2], V2[2, 0], after, after**2 / 2]
    return dict(zip("E dE_dout dout_dnet dnet_dw5 dE_dw5 w1 w2 w3 w4 w5 w6 b1 b2 b3 out_after E_after".split(), values))


def output_delta(out, t):
    return (out - t) * (out - out**2)


def hidden_delta(delta_next, W_next, out):
    return np.einsum("no,ho,nh->nh", delta_next, W_next, out - out**2)


def weight_gradient(out_prev, delta):
    return np.tensordot(out_prev, delta, axes=(0, 0))


def backward(x, t, W1, B1, W2, B2):
    G1, G2 = both(x, t, np.vstack([W1, B1]), np.vstack([W2, B2]))
    return G1[:-1], G1[-1], G2[:-1], G2[-1]


def sgd_step(params, grads, learning_rate):
    return {k: params[k] - np.multiply(learning_rate, grads[k]) for k in params}


def train_single(updates, learning_rate=0.2):
    V1, V2 = start()
    for _ in itertools.repeat(None, updates):
        G1, G2 = both(np.zeros((1, 2)), np.zeros((1, 1)), V1, V2)
        V1 -= learning_rate * G1
        V2 -= learning_rate * G2
    return np.array([run(V1, V2)[1], run(V1, V2)[1] ** 2 / 2])


def gradient_check(f, params, grads, eps=1e-5):
    names, shapes = list(params), [params[k].shape for k in params]
    flat = np.concatenate([params[k].ravel() for k in names])
    cuts = np.cumsum([np.prod(shape, dtype=int) for shape in shapes])[:-1]

    def at(v):
        return f({k: part.reshape(shape) for k, part, shape in zip(names, np.split(v, cuts), shapes)})

    n = np.array([at(flat + e) - at(flat - e) for e in eps * np.eye(flat.size)]) / (2 * eps)
    g = np.concatenate([grads[k].ravel() for k in names])
    return np.max(np.abs(n - g) / np.maximum(1e-8, np.abs(n) + np.abs(g)))


class Value:
    count = itertools.count()  # values are made in an order in which each comes after all that it is made of

    def __init__(self, data, *edges):
        self.data, self.grad, self.edges, self.number = data, 0.0, edges, next(Value.count)

    def __add__(self, other):
        other = lift(other)
        return Value(self.data + other.data, (self, 1), (other, 1))

    def __mul__(self, other):
        other = lift(other)
        return Value(self.data * other.data, (self, other.data), (other, self.data))

    __neg__ = lambda self: -1 * self
    __sub__ = lambda self, other: self + -1 * lift(other)
    __rsub__ = lambda self, other: lift(other) - self
    __radd__, __rmul__ = __add__, __mul__

    def sigmoid(self):
        y = s(self.data)
        return Value(y, (self, y - y * y))

    def backward(self):
        found, todo = {}, [self]
        while todo:
            value = todo.pop()
            if value.number not in found:
                found[value.number] = value
                todo += [source for source, _ in value.edges]
        self.grad = 1.0
        for number in sorted(found, reverse=True):
            for source, slope in found[number].edges:
                source.grad += slope * found[number].grad


def lift(x):
    return x if isinstance(x, Value) else Value(x)
