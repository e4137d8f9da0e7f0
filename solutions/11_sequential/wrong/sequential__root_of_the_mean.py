# exercise: Sequential
# misconception: root-of-the-mean
"""Takes the root of the mean squared error."""

import numpy as np


class Sequential:
    def __init__(self, seed=0):
        self.rng = np.random.default_rng(seed)
        self.layers = []

    def add(self, layer):
        layer.build(self.layers[-1].units if self.layers else layer.input_dim, self.rng)
        self.layers.append(layer)

    def compile(self, loss, optimizer, metrics=()):
        self.loss, self.optimizer = loss, optimizer
        self.t, self.m, self.v = 0, {}, {}

    def predict(self, X):
        for layer in self.layers:
            X = layer.forward(X)
        return X

    def predict_classes(self, X):
        y = self.predict(X)
        return np.argmax(y, axis=1) if y.shape[1] > 1 else (y[:, 0] > 0.5).astype(int)

    def loss_value(self, y, t):
        if self.loss == "mean_squared_error":
            return np.sqrt(np.mean((y - t) ** 2))
        y = np.clip(y, 1e-12, 1 - 1e-12)
        if self.loss == "binary_crossentropy":
            return -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))
        return -np.sum(t * np.log(y)) / len(t)

    def loss_gradient(self, y, t):
        if self.loss == "mean_squared_error":
            return 2 * (y - t) / t.size
        if self.loss == "binary_crossentropy":
            return (y - t) / np.maximum(y * (1 - y), 1e-12) / t.size
        return (y - t) / len(t)

    def step(self, key, p, g):
        if self.optimizer == "sgd":
            p -= 0.1 * g
            return
        self.m[key] = 0.9 * self.m.get(key, 0) + 0.1 * g
        self.v[key] = 0.999 * self.v.get(key, 0) + 0.001 * g**2
        m, v = self.m[key] / (1 - 0.9**self.t), self.v[key] / (1 - 0.999**self.t)
        p -= 0.01 * m / (np.sqrt(v) + 1e-8)

    def train_on_batch(self, X, Y):
        dout = self.loss_gradient(self.predict(X), Y)
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        self.t += 1
        for i, layer in enumerate(self.layers):
            self.step((i, "W"), layer.W, layer.dW)
            self.step((i, "b"), layer.b, layer.db)

    def evaluate(self, X, Y):
        y = self.predict(X)
        classes = np.argmax(Y, axis=1) if Y.shape[1] > 1 else Y[:, 0]
        return self.loss_value(y, Y), np.mean(self.predict_classes(X) == classes)

    def fit(self, X, Y, epochs, batch_size, validation_data=None):
        history = {"loss": [], "acc": []}
        if validation_data is not None:
            history.update(val_loss=[], val_acc=[])
        for _ in range(epochs):
            order = self.rng.permutation(len(X))
            for start in range(0, len(X), batch_size):
                rows = order[start : start + batch_size]
                self.train_on_batch(X[rows], Y[rows])
            loss, accuracy = self.evaluate(X, Y)
            history["loss"].append(loss)
            history["acc"].append(accuracy)
            if validation_data is not None:
                loss, accuracy = self.evaluate(*validation_data)
                history["val_loss"].append(loss)
                history["val_acc"].append(accuracy)
        return history

    def count_params(self):
        return sum(layer.W.size + layer.b.size for layer in self.layers)

    def summary(self):
        return f"{len(self.layers)} layers, {self.count_params()} parameters"

    def save(self, path):
        arrays = {}
        for i, layer in enumerate(self.layers):
            arrays.update(
                {f"W{i}": layer.W, f"b{i}": layer.b, f"activation{i}": np.array(layer.activation or "linear")}
            )
        with open(path, "wb") as file:
            np.savez(file, **arrays)
