"""Plain Python: loops, lists and the math module."""

import math

import numpy as np


def half_squared_error(y, t):
    total = 0.0
    for k in range(len(y)):
        total += (y[k] - t[k]) ** 2
    return total / 2


def mean_squared_error(y, t):
    squares = []
    for guess, truth in zip(y, t):
        squares.append((truth - guess) * (truth - guess))
    return sum(squares) / len(squares)


def cross_entropy_error(y, t):
    rows = y.tolist()
    if y.ndim == 1:
        rows = [rows]
    if y.ndim == 1:
        labels = [t.tolist().index(1.0)]
    elif t.ndim == 2:
        labels = [row.index(1.0) for row in t.tolist()]
    else:
        labels = [int(label) for label in t]
    total = 0.0
    for row, label in zip(rows, labels):
        total -= math.log(max(row[label], 1e-7))
    return total / len(rows)


def binary_cross_entropy(y, t):
    total = 0.0
    for p, yes in zip(y, t):
        right = p if yes == 1 else 1 - p
        total -= math.log(max(right, 1e-15))
    return total / len(y)


def naive_diff(f, x, h):
    rise = f(x + h) - f(x)
    return float(rise / h)


def numerical_diff(f, x):
    h = 0.0001
    left = f(x - h)
    right = f(x + h)
    return (right - left) / 2 / h


def tangent_line(f, x):
    class Line:
        def __init__(self):
            self.slope = numerical_diff(f, x)
            self.intercept = f(x) - self.slope * x

        def __call__(self, t):
            return self.slope * t + self.intercept

    return Line()


def numerical_gradient(f, x):
    h = 1e-6
    flat = x.flatten().tolist()
    slopes = []
    for i in range(len(flat)):
        values = []
        for sign in (1, -1):
            moved = list(flat)
            moved[i] += sign * h
            values.append(f(np.array(moved).reshape(x.shape)))
        slopes.append((values[0] - values[1]) / (2 * h))
    return np.array(slopes).reshape(x.shape)


def output_design(task):
    if task == "binary":
        return ["sigmoid", "binary_crossentropy"]
    if task == "single_label":
        return ["softmax", "categorical_crossentropy"]
    if task == "multi_label":
        return ["sigmoid", "binary_crossentropy"]
    if task == "regression":
        return [None, "mse"]
    return ["sigmoid", "binary_crossentropy"]


def output_units(problem):
    return {"spam": [1, "sigmoid"], "mnist": [10, "softmax"]}[problem]
