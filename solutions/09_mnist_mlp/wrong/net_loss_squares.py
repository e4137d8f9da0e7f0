# exercise: TwoLayerNet
# misconception: squares-for-cross-entropy
"""Half the squared error."""

import numpy as np


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def softmax(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
        if rng is None:
            rng = np.random.default_rng()
        self.params = {}
        self.params["W1"] = weight_init_std * rng.standard_normal((input_size, hidden_size))
        self.params["b1"] = np.zeros(hidden_size)
        self.params["W2"] = weight_init_std * rng.standard_normal((hidden_size, output_size))
        self.params["b2"] = np.zeros(output_size)

    def predict(self, x):
        h = sigmoid(x @ self.params["W1"] + self.params["b1"])
        return softmax(h @ self.params["W2"] + self.params["b2"])

    def loss(self, x, t):
        y = self.predict(x)
        if t.ndim == 1:
            t = np.eye(y.shape[1])[t]
        return 0.5 * np.sum((y - t) ** 2) / len(x)

    def accuracy(self, x, t):
        if t.ndim == 2:
            t = np.argmax(t, axis=1)
        return np.mean(np.argmax(self.predict(x), axis=1) == t)

    def gradient(self, x, t):
        W1, b1, W2, b2 = (self.params[key] for key in ("W1", "b1", "W2", "b2"))
        h = sigmoid(x @ W1 + b1)
        y = softmax(h @ W2 + b2)
        if t.ndim == 1:
            t = np.eye(y.shape[1])[t]
        dy = (y - t) / len(x)
        dh = dy @ W2.T
        da = dh * h * (1 - h)
        return {"W1": x.T @ da, "b1": da.sum(axis=0), "W2": h.T @ dy, "b2": dy.sum(axis=0)}

    def numerical_gradient(self, x, t):
        h = 1e-4
        grads = {}
        for key, p in self.params.items():
            grads[key] = np.zeros_like(p)
            for i in np.ndindex(p.shape):
                old = p[i]
                p[i] = old + h
                above = self.loss(x, t)
                p[i] = old - h
                below = self.loss(x, t)
                p[i] = old
                grads[key][i] = (above - below) / (2 * h)
        return grads
