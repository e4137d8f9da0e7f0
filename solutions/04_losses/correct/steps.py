"""x itself is moved up, down and up again, so that it comes back only up to rounding; sums are built step by step."""

import numpy as np


def half_squared_error(y, t):
    error = y - t
    return np.float64(error.dot(error) * 0.5)


def mean_squared_error(y, t):
    mean = 0.0
    for i, (a, b) in enumerate(zip(y, t), start=1):
        mean += ((a - b) ** 2 - mean) / i  # the running mean
    return np.array(mean)


def cross_entropy_error(y, t):
    if y.ndim == 2:
        return float(
            np.mean(
                [
                    cross_entropy_error(row, target if t.ndim == 2 else np.eye(len(row))[target])
                    for row, target in zip(y, t)
                ]
            )
        )
    surprise = 0.0
    for probability, target in zip(y, t):
        if target:
            surprise = -np.log(probability + 1e-7)
    return surprise


def binary_cross_entropy(y, t):
    losses = np.where(t > 0.5, -np.log(np.maximum(y, 1e-12)), -np.log(np.maximum(1 - y, 1e-12)))
    return losses.sum() / losses.size


def naive_diff(f, x, h):
    here, there = f(x), f(x + h)
    return (there - here) / h


def numerical_diff(f, x):
    h = 1e-4
    values = [f(point) for point in np.array([x - h, x + h])]
    return (values[1] - values[0]) / (2 * h)


def tangent_line(f, x):
    step = 1e-5

    def tangent(t):
        slope = (f(x + step) - f(x - step)) / (2 * step)
        return f(x) + slope * (t - x)

    return tangent


def numerical_gradient(f, x):
    h = 1e-5
    here = f(x)
    assert np.isfinite(here)
    gradient = np.empty(x.shape)
    for i in range(x.size):
        x.flat[i] += h
        up = f(x).item()
        x.flat[i] -= 2 * h
        down = f(x).item()
        x.flat[i] += h
        gradient.flat[i] = 0.5 * (up - down) / h
    return gradient


def output_design(task):
    match task:
        case "binary" | "multi_label":
            return ("sigmoid", "binary_crossentropy")
        case "single_label":
            return ("softmax", "categorical_crossentropy")
        case "regression":
            return (None, "mse")
        case "regression_0_1":
            return ("sigmoid", "mse")


def output_units(problem):
    classes = {"spam": 2, "mnist": 10}[problem]
    return (1, "sigmoid") if classes == 2 else (float(classes), "softmax")
