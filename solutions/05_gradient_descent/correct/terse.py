"""As little text as possible."""

from itertools import accumulate

import numpy as np
from matplotlib.figure import Figure

loss = lambda x: x * x - 6 * x + 19
gradient = lambda x: 2.0 * x - 6.0
update_direction = lambda slope: -np.sign(slope)


def gradient_descent(gradient, x0, learning_rate=0.2, max_iterations=100):
    return np.fromiter(
        accumulate(range(max_iterations), lambda x, _: x - learning_rate * gradient(x), initial=x0), dtype=float
    )


def descend_until(gradient, x0, learning_rate, precision, max_iterations):
    if max_iterations == 0:
        return x0, 0
    step = learning_rate * gradient(x0)
    if abs(step) < precision:
        return x0 - step, 1
    x, n = descend_until(gradient, x0 - step, learning_rate, precision, max_iterations - 1)
    return x, n + 1


def behaviour(learning_rate):
    if learning_rate <= 0:
        raise ValueError
    ends = np.searchsorted([0.5, 1.0], learning_rate)
    return "oscillates" if learning_rate == 1 else ("monotone", "overshoots", "diverges")[ends]


def descent_field(X, Y):
    return tuple(-2 * np.stack([X, Y]))


def plot_surface(X, Y):
    fig = Figure()
    fig.add_subplot(projection="3d").plot_surface(X, Y, np.hypot(X, Y) ** 2)
    return fig


def plot_quiver(X, Y):
    fig = Figure()
    fig.subplots().quiver(X.ravel(), Y.ravel(), *(part.ravel() for part in descent_field(X, Y)), angles="xy")
    return fig


def gradient_descent_nd(f, init_x, learning_rate=0.1, step_num=100):
    x, E = init_x + 0.0, 1e-3 * np.eye(init_x.size)
    for _ in range(step_num):
        x -= learning_rate * np.array([f(x + e) - f(x - e) for e in E]) / 2e-3
    return x
