"""Loops and lists: a unit at a time, running means for the history, weights kept in a text file."""

import json
import math
import random

import numpy as np

NAMES = {"relu", "sigmoid", "tanh", "softmax"}


class Dense:
    def __init__(self, units, input_dim=None, activation=None):
        self.units, self.input_dim, self.activation = units, input_dim, activation

    def build(self, input_dim, rng):
        if self.activation is not None and self.activation not in NAMES:
            raise ValueError("no such activation: " + str(self.activation))
        limit = math.sqrt(6 / (input_dim + self.units))
        self.W = rng.uniform(-limit, limit, (input_dim, self.units))
        self.b = np.array([0.0 for _ in range(self.units)])

    def forward(self, x):
        columns = []
        for j in range(self.units):  # one unit after the other
            total = self.b[j] + np.zeros(len(x))
            for i in range(len(self.W)):
                total = total + x[:, i] * self.W[i, j]
            columns.append(total)
        z = np.stack(columns, axis=1)
        if self.activation == "relu":
            y = np.where(z > 0, z, 0)
        elif self.activation == "sigmoid":
            y = 0.5 * (1 + np.tanh(z / 2))
        elif self.activation == "tanh":
            y = 2 * (0.5 * (1 + np.tanh(z))) - 1
        elif self.activation == "softmax":
            rows = []
            for row in z:
                powers = [math.exp(value - max(row)) for value in row]
                rows.append([power / sum(powers) for power in powers])
            y = np.array(rows)
        else:
            y = z
        self.memory = (x, z, y)
        return y

    def backward(self, dout):
        x, z, y = self.memory
        slope = {"relu": (z > 0) * 1.0, "sigmoid": y - y * y, "tanh": 1 - y * y}.get(self.activation, np.ones_like(y))
        delta = dout * slope
        self.dW = sum(np.outer(x[n], delta[n]) for n in range(len(x)))
        self.db = sum(delta[n] for n in range(len(x)))
        return np.array([[float(self.W[i] @ row) for i in range(len(self.W))] for row in delta])


class Sequential:
    def __init__(self, seed=0):
        self.layers = []
        self.generator = np.random.default_rng(seed)
        self.shuffler = random.Random(seed)

    def add(self, layer):
        columns = layer.input_dim
        if len(self.layers) > 0:
            columns = self.layers[-1].units
        layer.build(columns, self.generator)
        self.layers.append(layer)

    def compile(self, loss, optimizer, metrics=()):
        self.loss, self.optimizer = loss, optimizer
        self.steps = 0
        self.means = [[0.0, 0.0] for _ in self.layers]
        self.squares = [[0.0, 0.0] for _ in self.layers]

    def predict(self, X):
        if X.shape[1] != len(self.layers[0].W):
            raise ValueError(f"expected {len(self.layers[0].W)} columns, got {X.shape[1]}")
        signal = X
        for layer in self.layers:
            signal = layer.forward(signal)
        return signal

    def predict_classes(self, X):
        classes = []
        for row in self.predict(X):
            classes.append(int(row[0] > 0.5) if len(row) == 1 else max(range(len(row)), key=lambda j: row[j]))
        return np.array(classes)

    def _costs(self, Y_predicted, Y):
        """The loss of each sample."""
        costs = []
        for y, t in zip(Y_predicted, Y, strict=True):
            if self.loss == "mean_squared_error":
                costs.append(sum((a - b) ** 2 for a, b in zip(y, t, strict=True)) / len(t))
            elif self.loss == "binary_crossentropy":
                costs.append(
                    sum(-math.log(max(a if b == 1 else 1 - a, 1e-12)) for a, b in zip(y, t, strict=True)) / len(t)
                )
            else:
                costs.append(sum(-b * math.log(max(a, 1e-12)) for a, b in zip(y, t, strict=True)))
        return costs

    def _hits(self, Y_predicted, Y):
        def of(row):
            return int(row[0] > 0.5) if len(row) == 1 else list(row).index(max(row))

        return [of(y) == of(t) for y, t in zip(Y_predicted, Y, strict=True)]

    def evaluate(self, X, Y):
        y = self.predict(X)
        if y.shape != Y.shape:
            raise ValueError("outputs and targets have different columns")
        costs, hits = self._costs(y, Y), self._hits(y, Y)
        return [sum(costs) / len(costs), sum(hits) / len(hits)]

    def _update(self, X, Y):
        y = self.predict(X)
        if y.shape != Y.shape:
            raise ValueError("outputs and targets have different columns")
        costs, hits = self._costs(y, Y), self._hits(y, Y)
        if self.loss == "binary_crossentropy":
            inside = np.clip(y, 1e-9, 1 - 1e-9)
            dout = (-Y / inside + (1 - Y) / (1 - inside)) / len(X)
        else:
            dout = (y - Y) / len(X)
        for layer in self.layers[::-1]:
            dout = layer.backward(dout)
        self.steps += 1
        for layer, mean, square in zip(self.layers, self.means, self.squares, strict=True):
            for k, gradient in enumerate([layer.dW, layer.db]):
                if self.optimizer == "sgd":
                    step = 0.05 * gradient
                else:
                    mean[k] = 0.9 * mean[k] + 0.1 * gradient
                    square[k] = 0.999 * square[k] + 0.001 * gradient**2
                    rate = 0.02 * math.sqrt(1 - 0.999**self.steps) / (1 - 0.9**self.steps)
                    step = rate * mean[k] / (np.sqrt(square[k]) + 1e-8)
                if k == 0:
                    layer.W = layer.W - step
                else:
                    layer.b = layer.b - step
        return costs, hits

    def fit(self, X, Y, epochs, batch_size, validation_data=None):
        history = {"loss": [], "acc": []}
        for _ in range(epochs):
            order = list(range(len(X)))
            self.shuffler.shuffle(order)
            costs, hits = [], []
            while order:
                batch, order = order[:batch_size], order[batch_size:]
                some_costs, some_hits = self._update(X[batch], Y[batch])
                costs += some_costs
                hits += some_hits
            history["loss"].append(float(sum(costs) / len(costs)))
            history["acc"].append(sum(hits) / len(hits))
            if validation_data is not None:
                for key, value in zip(["val_loss", "val_acc"], self.evaluate(*validation_data), strict=True):
                    history.setdefault(key, []).append(float(value))
        return history

    def count_params(self):
        count = 0
        for layer in self.layers:
            rows, columns = layer.W.shape
            count += rows * columns + columns
        return count

    def summary(self):
        text = ""
        for number, layer in enumerate(self.layers):
            text += f"{number:3d}  {layer.units:6d} units  {layer.activation}\n"
        return text + f"total params: {self.count_params():,}"

    def save(self, path):
        with open(path, "w") as file:
            json.dump([[layer.activation, layer.W.tolist(), layer.b.tolist()] for layer in self.layers], file)


def load_model(path):
    with open(path) as file:
        saved = json.load(file)
    model = Sequential()
    for activation, W, b in saved:
        model.add(Dense(len(b), input_dim=len(W), activation=activation))
        model.layers[-1].W, model.layers[-1].b = np.array(W), np.array(b)
    return model


def regression_model(X, Y):
    model = Sequential()
    for layer in [Dense(10, input_dim=2, activation="tanh"), Dense(1)]:
        model.add(layer)
    model.compile("mean_squared_error", "adam")
    model.fit(X, Y, 60, 20)
    return model


def multiclass_model(X, Y):
    model = Sequential()
    model.add(Dense(3, input_dim=2, activation="softmax"))
    model.compile("categorical_crossentropy", "sgd")
    model.fit(X, Y, 20, 10)
    return model
