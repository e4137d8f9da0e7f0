"""Plain numbers and loops: every sum is written out, arrays only at the doors."""

import math

import matplotlib.pyplot as plt
import numpy as np


def f(net):
    return 1 / (1 + math.exp(-net))


def init_params():
    params = {}
    params["W1"] = np.zeros((2, 2))
    for i in range(2):
        for j in range(2):
            params["W1"][i, j] = (2 * i + j + 1) / 10
    params["B1"] = np.array([1, 2]) / 10
    params["W2"] = np.array([5, 6]).reshape(2, 1) / 10
    params["B2"] = np.array([3]) / 10
    return params


def one_output(W1, B1, W2, B2, x):
    total = B2
    for j in range(len(B1)):
        total += W2[j] * f(x[0] * W1[0][j] + x[1] * W1[1][j] + B1[j])
    return f(total)


def as_lists(params):
    return (
        params["W1"].tolist(),
        params["B1"].tolist(),
        [row[0] for row in params["W2"].tolist()],
        float(params["B2"][0]),
    )


def as_arrays(W1, B1, W2, B2):
    return {"W1": np.array(W1), "B1": np.array(B1), "W2": np.array([[w] for w in W2]), "B2": np.array([B2])}


def predict(params, x):
    lists = as_lists(params)
    return np.array([[one_output(*lists, row)] for row in x.tolist()])


def total_loss(params, X, T):
    loss = 0.0
    for out, t in zip(predict(params, X), T):
        loss += 0.5 * (out[0] - t[0]) ** 2
    return loss


def gradients(W1, B1, W2, B2, x, t):
    hidden = [f(x[0] * W1[0][j] + x[1] * W1[1][j] + B1[j]) for j in range(len(B1))]
    out = f(sum(w * a for w, a in zip(W2, hidden)) + B2)
    d2 = (out - t) * out * (1 - out)
    d1 = [d2 * w * a * (1 - a) for w, a in zip(W2, hidden)]
    return hidden, d1, d2


def fit(params, X, T, learning_rate=0.2, epochs=90000):
    W1, B1, W2, B2 = as_lists(params)
    samples = [(x, t[0]) for x, t in zip(X.tolist(), T.tolist())]
    for _ in range(epochs):
        for x, t in samples:
            hidden, d1, d2 = gradients(W1, B1, W2, B2, x, t)
            for j in range(len(B1)):
                W2[j] -= learning_rate * d2 * hidden[j]
                B1[j] -= learning_rate * d1[j]
                for i in range(2):
                    W1[i][j] -= learning_rate * d1[j] * x[i]
            B2 -= learning_rate * d2
    return as_arrays(W1, B1, W2, B2)


def fit_batch(params, X, T, learning_rate, epochs):
    W1, B1, W2, B2 = as_lists(params)
    losses = []
    for _ in range(epochs):
        losses.append(float(total_loss(as_arrays(W1, B1, W2, B2), X, T)))
        parts = [gradients(W1, B1, W2, B2, x, t[0]) for x, t in zip(X.tolist(), T.tolist())]
        for (hidden, d1, d2), x in zip(parts, X.tolist()):
            for j in range(len(B1)):
                W2[j] -= learning_rate * d2 * hidden[j]
                B1[j] -= learning_rate * d1[j]
                W1[0][j] -= learning_rate * d1[j] * x[0]
                W1[1][j] -= learning_rate * d1[j] * x[1]
            B2 -= learning_rate * d2
    return [as_arrays(W1, B1, W2, B2), losses]


def classify(params, X):
    classes = []
    for row in predict(params, X):
        if row[0] >= 0.5:
            classes.append(1)
        else:
            classes.append(0)
    return np.array(classes)


def solve_xor(rng):
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    T = np.array([[0.0], [1.0], [1.0], [0.0]])
    width = 4
    while True:
        params = {
            "W1": rng.uniform(-1, 1, (2, width)),
            "B1": rng.uniform(-1, 1, width),
            "W2": rng.uniform(-1, 1, (width, 1)),
            "B2": rng.uniform(-1, 1, 1),
        }
        for _ in range(20):
            params = fit(params, X, T, 1.0, 200)
            if list(classify(params, X)) == [0, 1, 1, 0]:
                return params


def decision_grid(params, n):
    grid = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            grid[i, j] = predict(params, np.array([[j / (n - 1), i / (n - 1)]]))[0, 0]
    return grid


def plot_loss(losses):
    fig = plt.figure()
    plt.plot(range(1, len(losses) + 1), list(losses), "r-", label="loss")
    plt.xlabel("에포크")
    plt.ylabel("손실")
    plt.legend()
    return fig
