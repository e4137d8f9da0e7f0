"""Layers, the exact slope of a loss with an epsilon, epochs of shuffled batches, losses before the update, new arrays each step."""

import matplotlib.pyplot as plt
import numpy as np


def normalize(images):
    return np.stack([np.ravel(image) / np.float32(255) for image in images.astype("float32")])


def one_hot(labels, classes=10):
    return (labels.reshape(-1, 1) == np.arange(classes)).astype(np.uint8)


class Sigmoid:
    def forward(self, x):
        self.out = 0.5 * (1 + np.tanh(x / 2))
        return self.out

    def backward(self, dout):
        return dout * self.out * (1 - self.out)


class Affine:
    def __init__(self, params, number):
        self.params, self.number = params, number

    def forward(self, x):
        self.x = x
        return x @ self.params[f"W{self.number}"] + self.params[f"b{self.number}"]

    def backward(self, dout):
        self.dW, self.db = self.x.T @ dout, np.ones(len(dout)) @ dout
        return dout @ self.params[f"W{self.number}"].T


def probabilities(scores):
    scores = scores - scores.max(axis=-1, keepdims=True)
    return np.exp(scores - np.log(np.exp(scores).sum(axis=-1, keepdims=True)))


def predict(network, x):
    out = np.atleast_2d(x)
    for layer in (Affine(network, 1), Sigmoid(), Affine(network, 2), Sigmoid(), Affine(network, 3)):
        out = layer.forward(out)
    out = probabilities(out)
    return out[0] if np.ndim(x) == 1 else out


def accuracy(network, x, t, batch_size=100):
    hits = []
    start = 0
    while start < len(x):
        stop = min(start + batch_size, len(x))
        hits.extend(predict(network, x[start:stop]).argmax(axis=-1) == t[start:stop])
        start = stop
    return np.mean(hits)


class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
        generator = np.random.default_rng() if rng is None else rng
        scale = weight_init_std
        self.params = {"b2": np.zeros((output_size,)), "W2": generator.normal(scale=scale, size=(hidden_size, output_size)),
                       "b1": np.zeros((hidden_size,)), "W1": generator.normal(scale=scale, size=(input_size, hidden_size))}

    def _forward(self, x):
        self.layers = [Affine(self.params, 1), Sigmoid(), Affine(self.params, 2)]
        for layer in self.layers:
            x = layer.forward(x)
        return probabilities(x)

    def predict(self, x):
        return self._forward(x)

    def _rows(self, t):
        return t if t.ndim == 2 else one_hot(t, self.params["b2"].size)

    def loss(self, x, t):
        return float(np.mean(-np.sum(self._rows(t) * np.log(self._forward(x) + 1e-7), axis=1)))

    def accuracy(self, x, t):
        right = 0
        for row, answer in zip(self._rows(t), self._forward(x)):
            right += int(np.argmax(row) == np.argmax(answer))
        return right / len(x)

    def gradient(self, x, t):
        y, rows = self._forward(x), self._rows(t)
        slopes = -(rows / (y + 1e-7)) / x.shape[0]  # of the loss as it is written above, its 1e-7 included
        dout = y * (slopes - np.sum(slopes * y, axis=1, keepdims=True))
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        first, _, second = self.layers
        return {"W1": first.dW, "b1": first.db, "W2": second.dW, "b2": second.db}

    def numerical_gradient(self, x, t, h=1e-5):
        grads = {}
        for key in list(self.params):
            original = self.params[key]
            grad = np.empty(original.size)
            for i in range(original.size):
                values = []
                for sign in (1, -1):
                    moved = original.copy()
                    moved.flat[i] += sign * h
                    self.params[key] = moved
                    values.append(self.loss(x, t))
                grad[i] = (values[0] - values[1]) / (2 * h)
            self.params[key] = original
            grads[key] = grad.reshape(original.shape)
        return grads


def train(network, x_train, t_train, iters_num, batch_size=100, learning_rate=0.1, rng=None):
    rng = rng or np.random.default_rng()
    losses, queue = [], []
    while len(losses) < iters_num:
        if len(queue) < batch_size:
            queue = list(rng.permutation(len(x_train)))
        batch, queue = queue[:batch_size], queue[batch_size:]
        x, t = x_train[batch], t_train[batch]
        losses.append(network.loss(x, t))
        gradient = network.gradient(x, t)
        network.params = {key: value - learning_rate * gradient[key] for key, value in network.params.items()}
    return losses


def build_and_train(x_train, t_train, rng):
    network = TwoLayerNet(784, 80, 10, 0.1, rng)
    train(network, x_train, one_hot(t_train), 1500, 50, 0.5, rng)
    return network


def confusion_matrix(true, predicted, classes=10):
    return np.array([[np.sum((true == i) & (predicted == j)) for j in range(classes)] for i in range(classes)])


def plot_history(train_acc, test_acc):
    figure, axes = plt.subplots()
    epochs = range(1, len(train_acc) + 1)
    axes.plot(epochs, train_acc, "b-", epochs, test_acc, "r-")
    for line, label in zip(axes.lines, ("train acc", "test acc")):
        line.set_label(label)
    axes.legend()
    return figure
