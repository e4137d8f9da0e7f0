"""The way of the lecture and its book: x is moved in place and put back, a batch is counted by its rows."""

import numpy as np


def half_squared_error(y, t):
    return 0.5 * np.sum((y - t) ** 2)


def mean_squared_error(y, t):
    n = y.shape[0]
    return np.sum((y - t) ** 2) / n


def cross_entropy_error(y, t):
    if y.ndim == 1:
        y = y.reshape(1, y.size)
        t = t.reshape(1, t.size)
    if t.size == y.size:
        t = t.argmax(axis=1)
    n = y.shape[0]
    delta = 1e-7
    return -np.sum(np.log(y[np.arange(n), t] + delta)) / n


def binary_cross_entropy(y, t):
    delta = 1e-6
    return -np.mean(t * np.log(y + delta) + (1 - t) * np.log(1 - y + delta))


def naive_diff(f, x, h):
    return (f(x + h) - f(x)) / h


def numerical_diff(f, x):
    h = 1e-4
    return (f(x + h) - f(x - h)) / (2 * h)


def tangent_line(f, x):
    d = numerical_diff(f, x)
    print(d)
    n = f(x) - d * x
    return lambda t: d * t + n


def numerical_gradient(f, x):
    h = 1e-4
    grad = np.zeros_like(x)
    it = np.nditer(x, flags=["multi_index"], op_flags=["readwrite"])
    while not it.finished:
        idx = it.multi_index
        kept = x[idx]
        x[idx] = float(kept) + h
        right = f(x)
        x[idx] = kept - h
        left = f(x)
        grad[idx] = (right - left) / (2 * h)
        x[idx] = kept
        it.iternext()
    return grad


def output_design(task):
    activation = {
        "binary": "sigmoid",
        "single_label": "softmax",
        "multi_label": "sigmoid",
        "regression": None,
        "regression_0_1": "sigmoid",
    }
    loss = {"softmax": "categorical_crossentropy", "sigmoid": "binary_crossentropy", None: "mse"}
    return activation[task], loss[activation[task]]


def output_units(problem):
    if problem == "spam":
        units = 1
        activation = "sigmoid"
    if problem == "mnist":
        units = 10
        activation = "softmax"
    return units, activation
