"""The lecture's own way: the statements of mlp1.py and mlp2.py, one sample as a (1, 2) matrix."""

import matplotlib.pyplot as plt
import numpy as np


def actf(x):
    return 1 / (1 + np.exp(-x))


def actf_deriv(x):
    return x * (1 - x)


def init_params():
    W1 = np.array([[0.10, 0.20], [0.30, 0.40]])
    W2 = np.array([[0.50], [0.60]])
    B1 = np.array([0.1, 0.2])
    B2 = np.array([0.3])
    return dict(W1=W1, B1=B1, W2=W2, B2=B2)


def layers(params, x):
    layer0 = x
    Z1 = np.dot(layer0, params["W1"]) + params["B1"]
    layer1 = actf(Z1)
    Z2 = np.dot(layer1, params["W2"]) + params["B2"]
    layer2 = actf(Z2)
    return layer0, layer1, layer2


def predict(params, x):
    return layers(params, x)[2]


def total_loss(params, X, T):
    E = 0
    for x, t in zip(X, T):
        E = E + 0.5 * np.sum((predict(params, np.reshape(x, (1, -1))) - t) ** 2)
    return E


def learn(params, x, y, learning_rate):
    layer0, layer1, layer2 = layers(params, x)
    layer2_error = layer2 - y
    layer2_delta = layer2_error * actf_deriv(layer2)
    layer1_error = np.dot(layer2_delta, params["W2"].T)
    layer1_delta = layer1_error * actf_deriv(layer1)
    params["W2"] += -learning_rate * np.dot(layer1.T, layer2_delta)
    params["W1"] += -learning_rate * np.dot(layer0.T, layer1_delta)
    params["B2"] += -learning_rate * np.sum(layer2_delta, axis=0)
    params["B1"] += -learning_rate * np.sum(layer1_delta, axis=0)


def fit(params, X, T, learning_rate=0.2, epochs=90000):
    new = {}
    for key in params:
        new[key] = params[key].copy()
    for i in range(epochs):
        for x, y in zip(X, T):
            x = np.reshape(x, (1, -1))
            y = np.reshape(y, (1, -1))
            learn(new, x, y, learning_rate)
    return new


def fit_batch(params, X, T, learning_rate, epochs):
    new = {key: value.copy() for key, value in params.items()}
    losses = np.empty(epochs)
    for i in range(epochs):
        losses[i] = total_loss(new, X, T)
        learn(new, X, T, learning_rate)
    return new, losses


def classify(params, X):
    result = predict(params, X) >= 0.5
    return result.astype(int).flatten()


def solve_xor(rng):
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    T = np.array([[0], [1], [1], [0]])
    params = init_params()
    for key in params:
        params[key] = params[key] + 0.01 * rng.standard_normal(params[key].shape)
    for i in range(20):
        params = fit_batch(params, X, T, 2.0, 500)[0]
        if total_loss(params, X, T) < 0.05:
            break
    return params


def decision_grid(params, n):
    x1 = np.arange(n) / (n - 1)
    grid = np.zeros((n, n))
    for i in range(n):
        row = np.array([x1, np.full(n, i / (n - 1))]).T
        grid[i] = predict(params, row)[:, 0]
    return grid


def plot_loss(losses):
    fig, ax = plt.subplots()
    ax.plot(losses)
    ax.set(xlabel="epoch", ylabel="E", title="XOR")
    ax.grid(True)
    ax.set_yscale("log")
    return fig
