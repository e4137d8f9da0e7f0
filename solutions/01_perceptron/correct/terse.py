"""Terse NumPy: the bias as one more weight, gates from one table, separability by turning a line."""

import numpy as np

GATES = {"AND": (2.0, 2.0, -3.0), "NAND": (-2.0, -2.0, 3.0), "OR": (2.0, 2.0, -1.0)}


def weighted_sum(x, w, b=0.0):
    return np.asarray(np.append(x, 1) @ np.append(w, b))


def fires(x, w, threshold):
    return int(np.heaviside(x @ w - threshold, 0))


def bias_from_threshold(threshold):
    return np.negative(threshold)


def gate(name, x1, x2):
    return int(np.dot(GATES[name], (x1, x2, 1)) > 0)


def AND(x1, x2):
    return gate("AND", x1, x2)


def NAND(x1, x2):
    return gate("NAND", x1, x2)


def OR(x1, x2):
    return gate("OR", x1, x2)


def gate_weights(gate):
    if gate in GATES:
        return np.array(GATES[gate])
    raise ValueError


def XOR(x1, x2):
    return AND(NAND(x1, x2), OR(x1, x2))


def xor_network(x1, x2):
    n = (np.array([[-2, -2, 3], [2, 2, -1]]) @ [x1, x2, 1] > 0).astype(int)
    return *n, int(n.sum() > 1)


def train_perceptron(X, t, learning_rate=0.1, epochs=100):
    A = np.column_stack([X, np.ones(len(X))])
    v = np.zeros(A.shape[1])
    for a, target in list(zip(A, t)) * epochs:
        v += learning_rate * (target - (a @ v > 0)) * a
    return v[:-1], v[-1]


def separable(X, t):
    if len(np.unique(t)) < 2:
        return True
    turn = np.linspace(0, 2 * np.pi, 20000)
    shadows = X @ np.stack([np.cos(turn), np.sin(turn)])
    return np.any(shadows[t == 1].min(axis=0) > shadows[t == 0].max(axis=0) + 1e-9)
