"""Loops and lists, one neuron at a time; NumPy only where an array is asked for."""

import math

import numpy as np


def logistic(z):
    return 1.0 / (1.0 + math.exp(-z))


def affine(x, W, b):
    rows = []
    for sample in x:
        sums = []
        for j in range(len(b)):
            total = float(b[j])
            for i in range(len(sample)):
                total += float(sample[i]) * float(W[i][j])
            sums.append(total)
        rows.append(sums)
    return rows


def each(function, rows):
    return [[function(value) for value in row] for row in rows]


def hand_forward():
    return {"z1": 0.1, "a1": 0.524979, "z2": 0.2, "a2": 0.549834, "zy": 0.892390, "ay": 0.709383}


def forward(x, W1, B1, W2, B2):
    hidden = each(logistic, affine(x, W1, B1))
    output = each(logistic, affine(hidden, W2, B2))
    return [np.array(x), np.array(hidden), np.array(output)]


def xor_outputs():
    rows = []
    for x1 in (0, 1):
        for x2 in (0, 1):
            a1 = logistic(0.1 * x1 + 0.3 * x2 + 0.1)
            a2 = logistic(0.2 * x1 + 0.4 * x2 + 0.2)
            rows.append([logistic(0.5 * a1 + 0.6 * a2 + 0.3)])
    return np.array(rows)


def node_output(x, w, b):
    net = b
    for x_i, w_i in zip(x, w):
        net += x_i * w_i
    return logistic(net)


def init_network():
    def rows(*values):
        return np.array(values, dtype=float)

    network = {}
    network["W1"], network["b1"] = rows([0.1, 0.3, 0.5], [0.2, 0.4, 0.6]), rows(0.1, 0.2, 0.3)
    network["W2"], network["b2"] = rows([0.1, 0.4], [0.2, 0.5], [0.3, 0.6]), rows(0.1, 0.2)
    network["W3"], network["b3"] = rows([0.1, 0.3], [0.2, 0.4]), rows(0.1, 0.2)
    return network


def forward3(network, x):
    rows = x.reshape(-1, 2)
    for layer in (1, 2, 3):
        rows = affine(rows, network[f"W{layer}"], network[f"b{layer}"])
        if layer < 3:
            rows = each(logistic, rows)
    return np.array(rows[0]) if x.ndim == 1 else np.array(rows)


def layer_shapes(batch, sizes):
    shapes = []
    for i in range(1, len(sizes)):
        layer = {}
        layer["X"] = [batch, sizes[i - 1]]
        layer["W"] = [sizes[i - 1], sizes[i]]
        layer["b"] = [sizes[i]]
        layer["Y"] = [batch, sizes[i]]
        shapes.append(layer)
    return shapes


def count_parameters(sizes):
    total = 0
    for i in range(1, len(sizes)):
        for _neuron in range(sizes[i]):
            total += sizes[i - 1] + 1
    return total


def relu_mlp(X, Wh, bh, Wo, bo):
    def relu(z):
        return z if z > 0 else 0.0

    return np.array(each(relu, affine(each(relu, affine(X, Wh, bh)), Wo, bo)))
