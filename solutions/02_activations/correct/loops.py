"""Loops and lists: one number at a time, as somebody writes who has just learnt Python."""

import math

import matplotlib.pyplot as plt
import numpy as np


def each(f, x):
    flat = [f(float(v)) for v in np.ravel(x)]
    return np.array(flat).reshape(np.shape(x))


def step(x):
    def one(v):
        if v > 0.000001:
            return 1
        else:
            return 0
    return each(one, x)


def sigmoid(x):
    def one(v):
        if v >= 0:
            return 1.0 / (1.0 + math.exp(-v))
        e = math.exp(v)
        return e / (1.0 + e)
    return each(one, x)


def tanh(x):
    return each(math.tanh, x)


def relu(x):
    return each(lambda v: v if v > 0 else 0.0, x)


def leaky_relu(x, alpha=0.1):
    return each(lambda v: v if v > 0 else alpha * v, x)


def elu(x, alpha=1.0):
    return each(lambda v: v if v >= 0 else alpha * math.expm1(v), x)


def maxout(x, W1, b1, W2, b2):
    n, d = x.shape
    k = len(b1)
    y = np.zeros((n, k))
    for i in range(n):
        for j in range(k):
            first, second = b1[j], b2[j]
            for m in range(d):
                first = first + x[i, m] * W1[m, j]
                second = second + x[i, m] * W2[m, j]
            y[i, j] = first if first > second else second
    return y


def softmax(a):
    if a.ndim == 2:
        return np.array([softmax(row) for row in a])
    largest = max(a)
    powers = [math.exp(v - largest) for v in a]
    total = sum(powers)
    return np.array([p / total for p in powers])


def sigmoid_grad(y):
    return each(lambda v: v * (1 - v), y)


def tanh_grad(y):
    return each(lambda v: (1 - v) * (1 + v), y)


def relu_grad(x):
    return each(lambda v: v > 0, x)


def plot_activations(x):
    fig = plt.figure()
    for i, f in enumerate([step, sigmoid, tanh, relu]):
        ax = fig.add_subplot(2, 2, i + 1)
        ax.set_title(f.__name__)
        ax.plot(x, f(x), label=f.__name__)
        ax.legend()
    return fig


def collapse_linear(weights, biases):
    if len(weights) == 1:
        return [weights[0].copy(), biases[0].copy()]
    W, b = collapse_linear(weights[1:], biases[1:])
    return [np.dot(weights[0], W), np.dot(biases[0], W) + b]
