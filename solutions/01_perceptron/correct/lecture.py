"""The way of the decks: arrays and np.sum, and training until no mistakes are left, for a long time if need be."""

import numpy as np


def weighted_sum(x, w, b=0.0):
    return np.sum(x * w) + b


def fires(x, w, threshold):
    net = np.sum(x * w)
    return np.where(net > threshold, 1, 0)


def bias_from_threshold(threshold):
    b = -threshold
    return b


def AND(x1, x2, w1=0.5, w2=0.5, b=-0.7):
    x = np.array([x1, x2])
    w = np.array([w1, w2])
    return 1 if np.sum(x * w) + b > 0 else 0


def NAND(x1, x2, w1=-0.5, w2=-0.5, b=0.7):
    x = np.array([x1, x2])
    w = np.array([w1, w2])
    return 1 if np.sum(x * w) + b > 0 else 0


def OR(x1, x2, w1=0.5, w2=0.5, b=-0.2):
    x = np.array([x1, x2])
    w = np.array([w1, w2])
    tmp = np.sum(x * w) + b
    if tmp <= 0:
        return 0
    else:
        return 1


def gate_weights(gate):
    try:
        return {"AND": (0.5, 0.5, -0.7), "NAND": (-0.5, -0.5, 0.7), "OR": (0.5, 0.5, -0.2)}[gate]
    except KeyError:
        raise ValueError(gate) from None


def XOR(x1, x2):
    s1 = NAND(x1, x2)
    s2 = OR(x1, x2)
    return AND(s1, s2)


def step(a):
    return 1 if a > 0 else 0


def xor_network(x1, x2):
    n1 = step(x1 * -2 + x2 * -2 + 3)
    n2 = step(x1 * 2 + x2 * 2 - 1)
    y = step(n1 * 1 + n2 * 1 - 1)
    return n1, n2, y


def train_perceptron(X, t, learning_rate=0.1, epochs=100):
    w = np.zeros(X.shape[1])
    b = 0.0
    for _epoch in range(epochs):
        for x, target in zip(X, t):
            y = step(np.dot(w, x) + b)
            w += learning_rate * (target - y) * x
            b += learning_rate * (target - y)
    return w, b


def separable(X, t):
    w, b = np.zeros(X.shape[1]), 0.0
    for _epoch in range(5000):
        mistakes = 0
        for x, target in zip(X, t):
            y = step(np.dot(w, x) + b)
            if y != target:
                mistakes += 1
                w, b = w + (target - y) * x, b + (target - y)
        if mistakes == 0:
            return True
    return False
