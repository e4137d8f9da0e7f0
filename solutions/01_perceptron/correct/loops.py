"""Loops and plain numbers; the separating line is looked for among directions between the critical ones."""

import math

import numpy as np


def weighted_sum(x, w, b=0.0):
    net = b
    for i in range(len(x)):
        net = net + x[i] * w[i]
    return net


def fires(x, w, threshold):
    if weighted_sum(x, w) > threshold:
        return 1
    return 0


def bias_from_threshold(threshold):
    return 0 - threshold


def AND(x1, x2):
    total = x1 * 0.5 + x2 * 0.5
    if total <= 0.7:
        return 0
    else:
        return 1


def NAND(x1, x2):
    total = x1 * -0.5 + x2 * -0.5
    if total <= -0.7:
        return 0
    else:
        return 1


def OR(x1, x2):
    result = x1 * 0.6 + x2 * 0.6 - 0.5
    if result <= 0:
        return 0
    else:
        return 1


def gate_weights(gate):
    if gate == "AND":
        return [1, 1, -1]
    elif gate == "NAND":
        return [-1, -1, 2]
    elif gate == "OR":
        return [2, 2, -1]
    raise ValueError("AND, NAND or OR")


def XOR(x1, x2):
    return AND(NAND(x1, x2), OR(x1, x2))


def xor_network(x1, x2):
    outputs = []
    for w1, w2, b in ((-2, -2, 3), (2, 2, -1)):
        outputs.append(1 if w1 * x1 + w2 * x2 + b > 0 else 0)
    outputs.append(1 if outputs[0] + outputs[1] - 1 > 0 else 0)
    return outputs


def train_perceptron(X, t, learning_rate=0.1, epochs=100):
    w = [0.0] * len(X[0])
    b = 0.0
    for _epoch in range(epochs):
        changed = False
        for i in range(len(X)):
            predicted = 1 if weighted_sum(X[i], w, b) > 0 else 0
            if predicted == t[i]:
                continue
            changed = True
            direction = 1 if t[i] == 1 else -1
            for k in range(len(w)):
                w[k] += learning_rate * direction * X[i][k]
            b += learning_rate * direction
        if not changed:
            break
    return np.array(w), b


def separable(X, t):
    ones = [tuple(x) for x, label in zip(X, t) if label == 1]
    zeros = [tuple(x) for x, label in zip(X, t) if label == 0]
    if not ones or not zeros:
        return True
    turns = []
    for p in ones:
        for q in zeros:
            angle = math.atan2(p[1] - q[1], p[0] - q[0])
            turns += [(angle + math.pi / 2) % (2 * math.pi), (angle - math.pi / 2) % (2 * math.pi)]
    turns.sort()
    for first, second in zip(turns, turns[1:] + [turns[0] + 2 * math.pi]):
        middle = (first + second) / 2
        c, s = math.cos(middle), math.sin(middle)
        lowest = min(c * p[0] + s * p[1] for p in ones)
        highest = max(c * q[0] + s * q[1] for q in zeros)
        if lowest > highest + 1e-9:
            return True
    return False
