"""As little text as possible; the tangent measures its slope anew each time it is asked."""

import numpy as np


def half_squared_error(y, t):
    return (y - t) @ (y - t) / 2


def mean_squared_error(y, t):
    return np.square(np.subtract(t, y)).mean()


def cross_entropy_error(y, t):
    Y = np.atleast_2d(y)
    T = np.eye(Y.shape[1])[t] if t.shape != y.shape else np.atleast_2d(t)
    return -np.einsum("nk,nk->", T, np.log(np.clip(Y, 1e-7, 1.0))) / len(Y)


def binary_cross_entropy(y, t):
    return np.average(-t * np.log(y + 1e-9) - (1 - t) * np.log(1 - y + 1e-9))


naive_diff = lambda f, x, h: (f(x + h) - f(x)) / h


numerical_diff = lambda f, x: np.subtract(f(x + 1e-4), f(x - 1e-4)) / 2e-4


tangent_line = lambda f, x: lambda t: numerical_diff(f, x) * (t - x) + f(x)


def numerical_gradient(f, x):
    h, E = 1e-3, np.eye(x.size)
    return np.array([f(x + h * e.reshape(x.shape)) - f(x - h * e.reshape(x.shape)) for e in E]).reshape(x.shape) / (
        2 * h
    )


def output_design(task):
    last = None if task == "regression" else "softmax" if task == "single_label" else "sigmoid"
    loss = "mse" if task.startswith("regression") else {"softmax": "categorical"}.get(last, "binary") + "_crossentropy"
    return last, loss


output_units = dict(spam=(np.int64(1), "sigmoid"), mnist=(np.int64(10), "softmax")).get
