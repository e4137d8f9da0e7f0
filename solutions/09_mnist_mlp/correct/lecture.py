"""The lecture's own way, its slips mended: masks, np.dot, argmax where the sizes agree, numerical_gradient over a lambda."""

import matplotlib.pyplot as plt
import numpy as np


def normalize(images):
    images = images.astype(np.float32)
    images /= 255.0
    return images.reshape(-1, 784)


def one_hot(labels, classes=10):
    T = np.zeros((labels.size, classes))
    for idx, row in enumerate(T):
        row[labels[idx]] = 1
    return T


def _sigmoid(a):
    return 1 / (1 + np.exp(-a))


def _softmax(a):
    if a.ndim == 2:
        a = a.T
        a = a - np.max(a, axis=0)
        y = np.exp(a) / np.sum(np.exp(a), axis=0)
        return y.T
    a = a - np.max(a)
    return np.exp(a) / np.sum(np.exp(a))


def predict(network, x):
    W1, W2, W3 = network["W1"], network["W2"], network["W3"]
    b1, b2, b3 = network["b1"], network["b2"], network["b3"]
    a1 = np.dot(x, W1) + b1
    z1 = _sigmoid(a1)
    a2 = np.dot(z1, W2) + b2
    z2 = _sigmoid(a2)
    a3 = np.dot(z2, W3) + b3
    return _softmax(a3)


def accuracy(network, x, t, batch_size=100):
    accuracy_cnt = 0
    for i in range(0, len(x), batch_size):
        y_batch = predict(network, x[i : i + batch_size])
        p = np.argmax(y_batch, axis=1)
        accuracy_cnt += np.sum(p == t[i : i + batch_size])
    return float(accuracy_cnt) / len(x)


def _cross_entropy_error(y, t):
    if t.size == y.size:
        t = t.argmax(axis=1)
    batch_size = y.shape[0]
    return -np.sum(np.log(y[np.arange(batch_size), t] + 1e-7)) / batch_size


def _numerical_gradient(f, x):
    h = 1e-4
    grad = np.zeros_like(x)
    it = np.nditer(x, flags=["multi_index"], op_flags=["readwrite"])
    while not it.finished:
        idx = it.multi_index
        tmp_val = x[idx]
        x[idx] = float(tmp_val) + h
        fxh1 = f(x)
        x[idx] = tmp_val - h
        fxh2 = f(x)
        grad[idx] = (fxh1 - fxh2) / (2 * h)
        x[idx] = tmp_val
        it.iternext()
    return grad


class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
        if rng is None:
            rng = np.random.default_rng()
        self.params = {}
        self.params["W1"] = rng.normal(0, weight_init_std, (input_size, hidden_size))
        self.params["b1"] = np.zeros(hidden_size)
        self.params["W2"] = rng.normal(0, weight_init_std, (hidden_size, output_size))
        self.params["b2"] = np.zeros(output_size)

    def predict(self, x):
        W1, W2 = self.params["W1"], self.params["W2"]
        b1, b2 = self.params["b1"], self.params["b2"]
        z1 = _sigmoid(np.dot(x, W1) + b1)
        return _softmax(np.dot(z1, W2) + b2)

    def loss(self, x, t):
        return _cross_entropy_error(self.predict(x), t)

    def accuracy(self, x, t):
        y = np.argmax(self.predict(x), axis=1)
        if t.ndim != 1:
            t = np.argmax(t, axis=1)
        return np.sum(y == t) / float(x.shape[0])

    def numerical_gradient(self, x, t):
        loss_W = lambda W: self.loss(x, t)
        grads = {}
        grads["W1"] = _numerical_gradient(loss_W, self.params["W1"])
        grads["b1"] = _numerical_gradient(loss_W, self.params["b1"])
        grads["W2"] = _numerical_gradient(loss_W, self.params["W2"])
        grads["b2"] = _numerical_gradient(loss_W, self.params["b2"])
        return grads

    def gradient(self, x, t):
        W1, W2 = self.params["W1"], self.params["W2"]
        b1, b2 = self.params["b1"], self.params["b2"]
        grads = {}
        batch_num = x.shape[0]
        z1 = _sigmoid(np.dot(x, W1) + b1)
        y = _softmax(np.dot(z1, W2) + b2)
        if t.ndim == 1:
            t = one_hot(t, y.shape[1])
        dy = (y - t) / batch_num
        grads["W2"] = np.dot(z1.T, dy)
        grads["b2"] = np.sum(dy, axis=0)
        dz1 = np.dot(dy, W2.T)
        da1 = z1 * (1.0 - z1) * dz1
        grads["W1"] = np.dot(x.T, da1)
        grads["b1"] = np.sum(da1, axis=0)
        return grads


def train(network, x_train, t_train, iters_num, batch_size=100, learning_rate=0.1, rng=None):
    if rng is None:
        rng = np.random.default_rng()
    train_loss_list = []
    train_size = x_train.shape[0]
    for i in range(iters_num):
        batch_mask = rng.choice(train_size, batch_size)
        x_batch = x_train[batch_mask]
        t_batch = t_train[batch_mask]
        grad = network.gradient(x_batch, t_batch)
        for key in ("W1", "b1", "W2", "b2"):
            network.params[key] -= learning_rate * grad[key]
        train_loss_list.append(network.loss(x_batch, t_batch))
    return train_loss_list


def build_and_train(x_train, t_train, rng):
    network = TwoLayerNet(input_size=784, hidden_size=50, output_size=10, rng=rng)
    train(network, x_train, t_train, 3000, batch_size=100, learning_rate=0.1, rng=rng)
    return network


def confusion_matrix(true, predicted, classes=10):
    matrix = np.zeros((classes, classes), dtype=np.int64)
    for i, j in zip(true, predicted):
        matrix[i][j] += 1
    return matrix


def plot_history(train_acc, test_acc):
    fig = plt.figure()
    x = np.arange(len(train_acc))
    plt.plot(x, train_acc, label="train acc", marker="o")
    plt.plot(x, test_acc, label="test acc", linestyle="--", marker="s")
    plt.xlabel("epochs")
    plt.ylabel("accuracy")
    plt.ylim(0, 1.0)
    plt.legend(loc="lower right")
    return fig
