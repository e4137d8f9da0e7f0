"""Loops and plain numbers; optimizers that replace the entries of the dict."""

import math

import numpy as np


def expand_features(X, names):
    rows = []
    for x1, x2 in X:
        row = []
        for name in names:
            if name == "x1":
                row.append(x1)
            elif name == "x2":
                row.append(x2)
            elif name == "x1^2":
                row.append(x1 * x1)
            elif name == "x2^2":
                row.append(x2 * x2)
            elif name == "x1*x2":
                row.append(x1 * x2)
            elif name == "sin(x1)":
                row.append(math.sin(x1))
            elif name == "sin(x2)":
                row.append(math.sin(x2))
            else:
                raise ValueError(name)
        rows.append(row)
    return np.array(rows)


def logistic(z):
    if z < -500:
        return 0.0
    return 1 / (1 + math.exp(-z))


def logistic_regression(X, t, learning_rate=0.1, epochs=1000):
    samples = list(zip(X.tolist(), t.tolist()))
    d = X.shape[1]
    w = [0.0] * d
    b = 0.0
    for _ in range(epochs):
        for x, target in samples:
            z = b
            for i in range(d):
                z += w[i] * x[i]
            error = logistic(z) - target
            for i in range(d):
                w[i] -= learning_rate * error * x[i]
            b -= learning_rate * error
    return w, b


def needs_hidden_layer(dataset):
    if dataset == "gauss":
        return False
    elif dataset == "circle":
        return True
    elif dataset == "xor":
        return True
    else:
        return True


def train_test_split(X, t, train_ratio, rng):
    left = list(range(len(X)))
    train = []
    while len(train) < train_ratio * len(X):
        train.append(left.pop(int(rng.integers(len(left)))))
    test = []
    while left:
        test.append(left.pop(int(rng.integers(len(left)))))
    return (
        np.array([X[i] for i in train]),
        np.array([X[i] for i in test]),
        np.array([t[i] for i in train]),
        np.array([t[i] for i in test]),
    )


def xavier_init(n_in, n_out, rng):
    W = np.zeros((n_in, n_out))
    for i in range(n_in):
        for j in range(n_out):
            W[i, j] = rng.normal() * math.sqrt(2 / (n_in + n_out))
    return W


def he_init(n_in, n_out, rng):
    W = np.zeros((n_in, n_out))
    for i in range(n_in):
        for j in range(n_out):
            W[i, j] = rng.normal() / math.sqrt(n_in / 2)
    return W


def gradient_norms(depth, activation, rng):
    width = 50
    weights = []
    for _ in range(depth):
        if activation == "sigmoid":
            weights.append(rng.normal(size=(width, width)) / np.sqrt(width))
        else:
            weights.append(rng.normal(size=(width, width)) * np.sqrt(2 / width))
    x = rng.normal(size=(1, width))
    inputs, slopes = [], []
    for W in weights:
        inputs.append(x)
        z = x @ W
        if activation == "sigmoid":
            x = 1 / (1 + np.exp(-z))
            slopes.append(x * (1 - x))
        else:
            x = np.where(z > 0, z, 0)
            slopes.append(np.where(z > 0, 1.0, 0.0))
    grad = x - 1
    norms = []
    for W, a, slope in zip(reversed(weights), reversed(inputs), reversed(slopes)):
        delta = grad * slope
        norms.append(math.sqrt(((a.T @ delta) ** 2).sum()))
        grad = delta @ W.T
    norms.reverse()
    return np.array(norms)


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for key in list(params):
            params[key] = params[key] - self.lr * grads[key]


class RMSProp:
    def __init__(self, lr=0.01, decay_rate=0.99):
        self.lr = lr
        self.decay_rate = decay_rate
        self.h = None

    def update(self, params, grads):
        if self.h is None:
            self.h = {}
            for key, val in params.items():
                self.h[key] = np.zeros_like(val)
        for key in params.keys():
            self.h[key] *= self.decay_rate
            self.h[key] += (1 - self.decay_rate) * grads[key] * grads[key]
            params[key] -= self.lr * grads[key] / (np.sqrt(self.h[key]) + 1e-7)


class Adam:
    """With the correction in the learning rate, and the small number beside the uncorrected root."""

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.iter = 0
        self.m = None
        self.v = None

    def update(self, params, grads):
        if self.m is None:
            self.m, self.v = {}, {}
            for key, val in params.items():
                self.m[key] = np.zeros_like(val)
                self.v[key] = np.zeros_like(val)
        self.iter += 1
        lr_t = self.lr * np.sqrt(1.0 - self.beta2**self.iter) / (1.0 - self.beta1**self.iter)
        for key in params.keys():
            self.m[key] += (1 - self.beta1) * (grads[key] - self.m[key])
            self.v[key] += (1 - self.beta2) * (grads[key] ** 2 - self.v[key])
            params[key] -= lr_t * self.m[key] / (np.sqrt(self.v[key]) + 1e-8)


def early_stopping(val_losses, patience):
    lowest = float("inf")
    best = 0
    waited = 0
    epoch = -1
    for loss in val_losses:
        epoch += 1
        if loss < lowest:
            lowest = loss
            best = epoch
            waited = 0
        else:
            waited += 1
            if waited == patience:
                break
    return [epoch, best]


def classify_setting(name):
    trained = ["weight", "bias"]
    for word in trained:
        if word == name:
            return "parameter"
    return "hyperparameter"
