"""As in the labs: one sample as a row, y (1 - y) for the logistic unit's slope, samples in a random order."""

import numpy as np


def actf(x):
    return 1 / (1 + np.exp(-x))


def actf_deriv(x):
    return x * (1 - x)


def expand_features(X, names):
    columns = np.empty((len(X), len(names)))
    known = ("x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(x1)", "sin(x2)")
    for i, name in enumerate(names):
        try:
            k = known.index(name)
        except ValueError:
            raise ValueError(f"{name} 은(는) 없는 특징입니다.")
        x1 = X[:, 0]
        x2 = X[:, 1]
        columns[:, i] = [x1, x2, x1**2, x2**2, x1 * x2, np.sin(x1), np.sin(x2)][k]
    return columns


def logistic_regression(X, t, learning_rate=0.1, epochs=1000):
    """The lecture's update of a single unit: E = 1/2 sum (y - t)^2, all samples at once."""
    W = np.zeros((X.shape[1], 1))
    B = np.zeros(1)
    T = t.reshape(-1, 1)
    for i in range(epochs):
        y = actf(np.clip(np.dot(X, W) + B, -500, 500))
        delta = (y - T) * actf_deriv(y)
        W += -learning_rate * np.dot(X.T, delta)
        B += -learning_rate * np.sum(delta, axis=0)
    return W[:, 0], B[0]


def needs_hidden_layer(dataset):
    return dataset in ["circle", "xor", "spiral"]


def train_test_split(X, t, train_ratio, rng):
    idx = np.arange(X.shape[0])
    rng.shuffle(idx)
    n_train = int(X.shape[0] * train_ratio)
    X, t = X[idx], t[idx]
    return (X[:n_train], X[n_train:], t[:n_train], t[n_train:])


def xavier_init(n_in, n_out, rng):
    return rng.standard_normal((n_in, n_out)) / np.sqrt(n_in)


def he_init(n_in, n_out, rng):
    return rng.standard_normal((n_in, n_out)) * np.sqrt(2.0 / n_in)


def gradient_norms(depth, activation, rng):
    """Softmax and cross entropy at the end, and a batch of 200."""
    width = 80
    X = rng.standard_normal((200, width))
    T = np.eye(width)[rng.integers(width, size=200)]
    Ws = {}
    Z = {}
    A = {0: X}
    for l in range(1, depth + 1):
        if activation == "relu":
            Ws[l] = he_init(width, width, rng)
        else:
            Ws[l] = xavier_init(width, width, rng)
        Z[l] = np.dot(A[l - 1], Ws[l])
        A[l] = np.maximum(0, Z[l]) if activation == "relu" else actf(Z[l])
    e = np.exp(A[depth] - A[depth].max(axis=1, keepdims=True))
    error = (e / e.sum(axis=1, keepdims=True) - T) / 200
    norms = np.zeros(depth)
    for l in range(depth, 0, -1):
        delta = error * (np.where(Z[l] > 0, 1, 0) if activation == "relu" else actf_deriv(A[l]))
        norms[l - 1] = np.sqrt(np.sum(np.dot(A[l - 1].T, delta) ** 2))
        error = np.dot(delta, Ws[l].T)
    return norms


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for key in params.keys():
            params[key] += -self.lr * grads[key]


class RMSProp:
    def __init__(self, lr=0.01, decay_rate=0.99):
        self.lr, self.decay_rate, self.h = lr, decay_rate, {}

    def update(self, params, grads):
        for key, g in grads.items():
            if key not in self.h:
                self.h[key] = np.zeros(g.shape)
            self.h[key] = self.h[key] * self.decay_rate + (1 - self.decay_rate) * g * g
            params[key][...] = params[key] - self.lr * g / (np.sqrt(self.h[key]) + 1e-7)


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr, self.beta1, self.beta2 = lr, beta1, beta2
        self.t, self.m, self.v = 0, {}, {}

    def update(self, params, grads):
        self.t = self.t + 1
        for key in params:
            g = grads[key].copy()
            self.m.setdefault(key, np.zeros_like(g))
            self.v.setdefault(key, np.zeros_like(g))
            self.m[key] = self.beta1 * self.m[key] + (1 - self.beta1) * g
            self.v[key] = self.beta2 * self.v[key] + (1 - self.beta2) * (g**2)
            mhat = self.m[key] / (1 - self.beta1**self.t)
            vhat = self.v[key] / (1 - self.beta2**self.t)
            params.update({key: params[key] - self.lr * mhat / (np.sqrt(vhat) + 1e-8)})


def early_stopping(val_losses, patience):
    for epoch in range(len(val_losses)):
        best = val_losses.index(min(val_losses[: epoch + 1]))
        if epoch - best == patience:
            return (epoch, best)
    return (epoch, best)


def classify_setting(name):
    if name == "weight" or name == "bias":
        return "parameter"
    return "hyperparameter"
