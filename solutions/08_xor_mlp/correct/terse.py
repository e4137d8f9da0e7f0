"""Few lines: biases as the last row of the weights, einsum for the gradients."""

import numpy as np
from matplotlib.figure import Figure


def f(z):
    return 0.5 * (1 + np.tanh(z / 2))


def ones(a):
    return np.hstack([a, np.ones((len(a), 1))])


def init_params():
    w = np.arange(1, 7) / 10
    return {"W1": w[:4].reshape(2, 2).copy(), "B1": w[:2].copy(), "W2": w[4:, None].copy(), "B2": w[2:3].copy()}


def packed(p):
    return np.vstack([p["W1"], p["B1"]]), np.vstack([p["W2"], p["B2"]])


def unpacked(U, V):
    return {"W1": U[:-1], "B1": U[-1], "W2": V[:-1], "B2": V[-1]}


def predict(params, x):
    U, V = packed(params)
    return f(ones(f(ones(x) @ U)) @ V)


def total_loss(params, X, T):
    return np.square(predict(params, X) - T).sum() / 2


def step(U, V, a0, t, rate):
    a1 = ones(f(a0 @ U))
    y = f(a1 @ V)
    d2 = (y - t) * y * (1 - y)
    d1 = (d2 @ V.T * a1 * (1 - a1))[:, :-1]
    return U - rate * np.einsum("ni,nj->ij", a0, d1), V - rate * np.einsum("ni,nj->ij", a1, d2)


def fit(params, X, T, learning_rate=0.2, epochs=90000):
    U, V = packed(params)
    a0 = ones(X)
    for i in range(epochs * len(X)):
        k = i % len(X)
        U, V = step(U, V, a0[k : k + 1], T[k : k + 1], learning_rate)
    return unpacked(U, V)


def fit_batch(params, X, T, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        losses += [total_loss(params, X, T)]
        params = unpacked(*step(*packed(params), ones(X), T, learning_rate))
    return params, losses


def classify(params, X):
    return np.where(predict(params, X).ravel() < 0.5, 0, 1)


def solve_xor(rng):
    X = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
    T = np.array([[0.0], [1], [1], [0]])
    U, V = rng.normal(size=(3, 16)), rng.normal(size=(17, 1))
    for _ in range(3000):
        U, V = step(U, V, ones(X), T, 0.7)
    return unpacked(U, V)


def decision_grid(params, n):
    x2, x1 = np.mgrid[0 : 1 : n * 1j, 0 : 1 : n * 1j]
    return predict(params, np.c_[x1.flat, x2.flat]).reshape(n, -1)


def plot_loss(losses):
    figure = Figure()
    figure.add_subplot(xlabel="epoch", ylabel="loss").plot(losses)
    return figure
