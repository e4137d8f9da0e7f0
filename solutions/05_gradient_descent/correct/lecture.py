"""The way of the lecture's labs: lambdas, one variable that moves, a gradient measured in place."""

import matplotlib.pyplot as plt
import numpy as np

loss_func = lambda x: (x - 3) ** 2 + 10


def loss(x):
    return loss_func(x)


def gradient(x):
    return 2 * x - 6


def update_direction(slope):
    return int(-np.sign(slope))


def gradient_descent(gradient, x0, learning_rate=0.2, max_iterations=100):
    x = x0
    path = np.zeros(max_iterations + 1)
    path[0] = x
    for i in range(max_iterations):
        x = x - learning_rate * gradient(x)
        path[i + 1] = x
    return path


def descend_until(gradient, x0, learning_rate, precision, max_iterations):
    x = x0
    steps = 0
    change = np.inf
    while not change < precision and steps < max_iterations:
        new = x - learning_rate * gradient(x)
        change = np.abs(new - x)
        x = new
        steps += 1
    return np.array(x), np.int64(steps)


def behaviour(learning_rate):
    if learning_rate <= 0:
        raise ValueError("learning rate")
    x = [4.0]
    for _ in range(3):
        x.append(x[-1] - learning_rate * gradient(x[-1]))
    distances = np.abs(np.array(x) - 3)
    if distances[2] > distances[0]:
        return "diverges"
    if distances[2] == distances[0]:
        return "oscillates"
    return "overshoots" if x[1] < 3 else "monotone"


def descent_field(X, Y):
    U = -2 * X
    V = -2 * Y
    return U, V


def plot_surface(X, Y):
    Z = X**2 + Y**2
    fig, ax = plt.subplots(subplot_kw={"projection": "3d"})
    surface = ax.plot_surface(X, Y, Z, cmap=plt.cm.coolwarm, linewidth=0, antialiased=False)
    fig.colorbar(surface, shrink=0.5, aspect=5)
    return fig


def plot_quiver(X, Y):
    fig = plt.figure()
    plt.quiver(X, Y, -2 * X, -2 * Y, units="width")
    plt.plot(0, 0, "ro")
    return fig


def _numerical_gradient(f, x):
    h = 1e-4
    grad = np.zeros_like(x)
    for idx in range(x.size):
        kept = x[idx]
        x[idx] = float(kept) + h
        right = f(x)
        x[idx] = kept - h
        left = f(x)
        grad[idx] = (right - left) / (2 * h)
        x[idx] = kept
    return grad


def gradient_descent_nd(f, init_x, learning_rate=0.1, step_num=100):
    x = init_x.copy()
    for _ in range(step_num):
        x -= learning_rate * _numerical_gradient(f, x)
    return x
