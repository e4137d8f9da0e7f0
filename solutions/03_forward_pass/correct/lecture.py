"""The way of the lecture and the deck: np.dot, named intermediates, numbers copied from the slides."""

import numpy as np


def actf(x):
    return 1 / (1 + np.exp(-x))


def identical(x):
    return x


def hand_forward():
    # cut after six decimals, and zy as the slide prints it
    return dict(z1=0.1, a1=0.524979, z2=0.2, a2=0.549833, zy=0.892389, ay=0.709383)


def forward(x, W1, B1, W2, B2):
    layer0 = x
    Z1 = np.dot(layer0, W1) + B1
    layer1 = actf(Z1)
    Z2 = np.dot(layer1, W2) + B2
    layer2 = actf(Z2)
    return layer0, layer1, layer2


def xor_outputs():
    return np.array([[0.70938314], [0.72844306], [0.71791234], [0.73598705]])


def node_output(x, w, b):
    net = np.sum(x * w) + b
    return 1.0 / (1.0 + 2.718281828459045 ** (-net))


def init_network():
    network = {}
    network["W1"] = np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]])
    network["b1"] = np.array([0.1, 0.2, 0.3])
    network["W2"] = np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]])
    network["b2"] = np.array([0.1, 0.2])
    network["W3"] = np.array([[0.1, 0.3], [0.2, 0.4]])
    network["b3"] = np.array([0.1, 0.2])
    return network


def forward3(network, x):
    W1, W2, W3 = network["W1"], network["W2"], network["W3"]
    b1, b2, b3 = network["b1"], network["b2"], network["b3"]
    a1 = np.dot(x, W1) + b1
    z1 = actf(a1)
    a2 = np.dot(z1, W2) + b2
    z2 = actf(a2)
    a3 = np.dot(z2, W3) + b3
    return identical(a3)


def layer_shapes(batch, sizes):
    X = np.zeros((batch, sizes[0]))
    shapes = []
    for n, j in zip(sizes, sizes[1:]):
        W, b = np.zeros((n, j)), np.zeros(j)
        Y = np.dot(X, W) + b
        shapes.append({"X": X.shape, "W": W.shape, "b": b.shape, "Y": Y.shape})
        X = Y
    return shapes


def count_parameters(sizes):
    weights = [np.zeros((n, j)) for n, j in zip(sizes, sizes[1:])]
    biases = [np.zeros(j) for j in sizes[1:]]
    return sum(parameter.size for parameter in weights + biases)


def relu_mlp(X, Wh, bh, Wo, bo):
    hidden = np.dot(X, Wh) + bh
    hidden[hidden < 0] = 0
    out = np.dot(hidden, Wo) + bo
    out[out < 0] = 0
    return out
