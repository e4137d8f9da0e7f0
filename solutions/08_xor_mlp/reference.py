"""Reference for 08_xor_mlp. What students get is this file with the marked regions taken out.

The network is the lecture's (ch. 6, mlp1.py and mlp2.py): sigmoid in every unit, one output, E = 1/2 sum (out - t)^2.
Its parameters are a dict: W1 (2, h), B1 (h,), W2 (h, 1), B2 (1,) for h hidden units. (n, d) means n samples as rows.
"""

import matplotlib.pyplot as plt
import numpy as np

X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
T = np.array([[0.0], [1.0], [1.0], [0.0]])


def sigmoid(x):
    """1 / (1 + exp(-x)), element by element."""
    return 1 / (1 + np.exp(-x))


def init_params():
    """The lecture's starting weights (ch. 6 lecture, mlp1.py).

    Returns:
        A dict of new arrays: W1 (2, 2), B1 (2,), W2 (2, 1), B2 (1,).
    """
    ### BEGIN SOLUTION
    return {
        "W1": np.array([[0.1, 0.2], [0.3, 0.4]]),
        "B1": np.array([0.1, 0.2]),
        "W2": np.array([[0.5], [0.6]]),
        "B2": np.array([0.3]),
    }
    ### END SOLUTION


def predict(params, x):
    """The forward pass (ch. 6 lecture, mlp1.py): out = f(f(x W1 + B1) W2 + B2).

    Args:
        params: W1 (2, h), B1 (h,), W2 (h, 1), B2 (1,) by name.
        x: inputs, (n, 2).

    Returns:
        Outputs, (n, 1).
    """
    ### BEGIN SOLUTION
    hidden = sigmoid(x @ params["W1"] + params["B1"])  # (n, 2) @ (2, h) + (h,) -> (n, h)
    return sigmoid(hidden @ params["W2"] + params["B2"])  # (n, h) @ (h, 1) + (1,) -> (n, 1)
    ### END SOLUTION


def total_loss(params, X, T):
    """The error over all samples, E = 1/2 sum (out - t)^2 (ch. 6 lecture, 'mean squared error').

    Args:
        params: the network's parameters by name.
        X: inputs, (n, 2).
        T: targets, (n, 1).

    Returns:
        One number.
    """
    ### BEGIN SOLUTION
    return np.sum((predict(params, X) - T) ** 2) / 2
    ### END SOLUTION


def fit(params, X, T, learning_rate=0.2, epochs=90000):
    """Online gradient descent: one update for each sample, in order, epoch after epoch (ch. 6 lecture, mlp2.py).

    Args:
        params: W1 (2, h), B1 (h,), W2 (h, 1), B2 (1,) to start from; not changed.
        X: inputs, (n, 2).
        T: targets, (n, 1).
        learning_rate: eta.
        epochs: how often to go through all samples.

    Returns:
        A new dict: the trained W1, B1, W2, B2.
    """
    ### BEGIN SOLUTION
    W1, B1, W2, B2 = (params[name].copy() for name in ("W1", "B1", "W2", "B2"))
    for _ in range(epochs):
        for x, t in zip(X, T):  # one sample: x (2,), t (1,)
            hidden = sigmoid(x @ W1 + B1)  # (h,)
            out = sigmoid(hidden @ W2 + B2)  # (1,)

            delta2 = (out - t) * out * (1 - out)  # (1,): f' is written with the output
            delta1 = W2 @ delta2 * hidden * (1 - hidden)  # (h, 1) @ (1,) -> (h,), before W2 changes

            W2 -= learning_rate * hidden[:, None] * delta2  # (h, 1) * (1,) -> (h, 1)
            B2 -= learning_rate * delta2
            W1 -= learning_rate * x[:, None] * delta1  # (2, 1) * (h,) -> (2, h)
            B1 -= learning_rate * delta1
    return {"W1": W1, "B1": B1, "W2": W2, "B2": B2}
    ### END SOLUTION


def fit_batch(params, X, T, learning_rate, epochs):
    """Full-batch gradient descent: one update an epoch, with the gradients of all samples summed.

    Args:
        params: W1 (2, h), B1 (h,), W2 (h, 1), B2 (1,) to start from; not changed.
        X: inputs, (n, 2).
        T: targets, (n, 1).
        learning_rate: eta.
        epochs: how many updates.

    Returns:
        Tuple (params, losses): a new dict, and the total loss before each update, (epochs,).
    """
    ### BEGIN SOLUTION
    W1, B1, W2, B2 = (params[name].copy() for name in ("W1", "B1", "W2", "B2"))
    losses = np.empty(epochs)
    for epoch in range(epochs):
        hidden = sigmoid(X @ W1 + B1)  # (n, h)
        out = sigmoid(hidden @ W2 + B2)  # (n, 1)
        losses[epoch] = np.sum((out - T) ** 2) / 2

        delta2 = (out - T) * out * (1 - out)  # (n, 1)
        delta1 = delta2 @ W2.T * hidden * (1 - hidden)  # (n, 1) @ (1, h) -> (n, h)

        W2 -= learning_rate * hidden.T @ delta2  # (h, n) @ (n, 1): the product sums over the samples
        B2 -= learning_rate * delta2.sum(axis=0)
        W1 -= learning_rate * X.T @ delta1  # (2, n) @ (n, h)
        B1 -= learning_rate * delta1.sum(axis=0)
    return {"W1": W1, "B1": B1, "W2": W2, "B2": B2}, losses
    ### END SOLUTION


def classify(params, X):
    """The class that the network decides for: 1 where its output is at least 0.5, else 0.

    Args:
        params: the network's parameters by name.
        X: inputs, (n, 2).

    Returns:
        Integers 0 and 1, (n,).
    """
    ### BEGIN SOLUTION
    out = predict(params, X)[:, 0]  # (n, 1) -> (n,)
    return (out >= 0.5).astype(int)
    ### END SOLUTION


def solve_xor(rng):
    """Train a network of a width and a start of your own until it computes XOR.

    Args:
        rng: a NumPy Generator; all randomness comes from it.

    Returns:
        The trained W1 (2, h), B1 (h,), W2 (h, 1), B2 (1,) as a dict; `classify` gets all four inputs right with them.
    """
    ### BEGIN SOLUTION
    width = 8  # two hidden units are enough to compute XOR, but they often get stuck on the way
    while True:
        params = {
            "W1": rng.normal(size=(2, width)),  # random: equal hidden units would stay equal for ever
            "B1": np.zeros(width),
            "W2": rng.normal(size=(width, 1)),
            "B2": np.zeros(1),
        }
        params, losses = fit_batch(params, X, T, learning_rate=1.0, epochs=2000)
        if losses[-1] < 0.01:
            return params  # else it got stuck: try another start
    ### END SOLUTION


def decision_grid(params, n):
    """The network's outputs over the unit square, for a picture of what it has learned.

    Args:
        params: the network's parameters by name.
        n: points along each side, at least 2.

    Returns:
        Outputs, (n, n): row i belongs to x2 = i / (n - 1), column j to x1 = j / (n - 1).
    """
    ### BEGIN SOLUTION
    side = np.linspace(0, 1, n)
    x1, x2 = np.meshgrid(side, side)  # (n, n): x1 runs along the rows, x2 down the columns
    points = np.column_stack([x1.ravel(), x2.ravel()])  # (n * n, 2)
    return predict(params, points).reshape(n, n)
    ### END SOLUTION


def plot_loss(losses):
    """Draw the loss against the epoch.

    Args:
        losses: one loss for each epoch, (epochs,).

    Returns:
        A new matplotlib Figure with the curve; both axes have labels.
    """
    ### BEGIN SOLUTION
    figure, axes = plt.subplots()
    axes.plot(np.arange(len(losses)), losses)
    axes.set_xlabel("epoch")
    axes.set_ylabel("loss")
    return figure
    ### END SOLUTION
