"""Plain Python: lists, math, one thing after another."""

import math

import matplotlib.pyplot as plt
import numpy as np


def loss(x):
    return math.pow(x - 3, 2) + 10


def gradient(x):
    return 2 * (x - 3)


def update_direction(slope):
    return (slope < 0) - (slope > 0)


def gradient_descent(gradient, x0, learning_rate=0.2, max_iterations=100):
    path = [float(x0)]
    while len(path) <= max_iterations:
        x = path[-1]
        path.append(x - learning_rate * gradient(x))
    return np.array(path)


def descend_until(gradient, x0, learning_rate, precision, max_iterations):
    x = x0
    for step in range(1, max_iterations + 1):
        before = x
        x = before - learning_rate * gradient(before)
        if abs(x - before) < precision:
            return [x, step]
    return [x, max_iterations]


def behaviour(learning_rate):
    if not learning_rate > 0:
        raise ValueError("not positive")
    factor = 1 - 2 * learning_rate
    if abs(factor) > 1:
        return "diverges"
    if factor == -1:
        return "oscillates"
    return "overshoots" if factor < 0 else "monotone"


def descent_field(X, Y):
    U, V = np.zeros_like(X), np.zeros_like(Y)
    for i in range(X.shape[0]):
        for j in range(X.shape[1]):
            U[i, j] = -2 * X[i, j]
            V[i, j] = -2 * Y[i, j]
    return [U, V]


def plot_surface(X, Y):
    fig = plt.figure(figsize=(6, 6))
    ax = fig.add_subplot(111, projection="3d")
    Z = np.array([[x**2 + y**2 for x, y in zip(xs, ys)] for xs, ys in zip(X, Y)])
    ax.plot_surface(X, Y, Z, rstride=1, cstride=1, cmap="coolwarm")
    ax.set_title("x^2 + y^2")
    return fig


def plot_quiver(X, Y):
    plt.figure()
    U, V = descent_field(X, Y)
    for x, y, u, v in zip(X.ravel(), Y.ravel(), U.ravel(), V.ravel(), strict=True):
        plt.quiver(x, y, u, v, units="width")
    plt.grid()
    return plt.gcf()


def gradient_descent_nd(f, init_x, learning_rate=0.1, step_num=100):
    h = 1e-6
    x = [float(value) for value in init_x]
    for _ in range(step_num):
        slopes = []
        for i in range(len(x)):
            up, down = list(x), list(x)
            up[i] += h
            down[i] -= h
            slopes.append((f(np.array(up)) - f(np.array(down))) / (2 * h))
        x = [value - learning_rate * slope for value, slope in zip(x, slopes)]
    return np.array(x)
