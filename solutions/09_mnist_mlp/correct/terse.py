"""As short as NumPy allows; batches without replacement; a learning rate that falls."""

import numpy as np
from matplotlib.figure import Figure

S = lambda a: 1 / (1 + np.exp(-a))


def P(a):
    e = np.exp(a - a.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def normalize(images):
    return np.divide(images.reshape(-1, 28 * 28), 255, dtype=np.float32)


def one_hot(labels, classes=10):
    return np.equal.outer(labels, range(classes)) * 1


def predict(network, x):
    n = network
    return P(S(S(x @ n["W1"] + n["b1"]) @ n["W2"] + n["b2"]) @ n["W3"] + n["b3"])


def accuracy(network, x, t, batch_size=100):
    cuts = range(batch_size, len(x), batch_size)
    return sum((predict(network, p).argmax(1) == q).sum() for p, q in zip(np.split(x, cuts), np.split(t, cuts))) / len(t)


class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
        r, s = rng or np.random.default_rng(), (input_size, hidden_size, output_size)
        self.params = {}
        for i in (1, 2):
            self.params |= {f"W{i}": r.standard_normal(s[i - 1 : i + 1]) * weight_init_std, f"b{i}": np.zeros(s[i])}

    def _all(self, x):
        W1, b1, W2, b2 = (self.params[k] for k in ("W1", "b1", "W2", "b2"))
        h = S(x @ W1 + b1)
        return h, P(h @ W2 + b2), W2

    def predict(self, x):
        return self._all(x)[1]

    def loss(self, x, t):
        y = self.predict(x)
        return np.log(1 / np.take_along_axis(y, (t if t.ndim < 2 else t.argmax(1))[:, None].astype(int), 1)).mean()

    def accuracy(self, x, t):
        return (self.predict(x).argmax(1) == (t if t.ndim < 2 else t.argmax(1))).mean()

    def gradient(self, x, t):
        h, y, W2 = self._all(x)
        d = (y - (t if t.ndim > 1 else one_hot(t, y.shape[1]))) / len(x)
        e = d @ W2.T * h * (1 - h)
        return dict(W1=x.T @ e, b1=e.sum(0), W2=h.T @ d, b2=d.sum(0))

    def numerical_gradient(self, x, t):
        def slope(p, i, h=1e-4):
            old, side = p[i], []
            for p[i] in (old + h, old - h):
                side.append(self.loss(x, t))
            p[i] = old
            return (side[0] - side[1]) / 2 / h

        return {k: np.reshape([slope(p, i) for i in np.ndindex(p.shape)], p.shape) for k, p in self.params.items()}


def train(network, x_train, t_train, iters_num, batch_size=100, learning_rate=0.1, rng=None):
    rng = np.random.default_rng() if rng is None else rng

    def step():
        i = rng.choice(len(x_train), batch_size, replace=False)
        g = network.gradient(x_train[i], t_train[i])
        for k, p in network.params.items():
            p -= learning_rate * g[k]
        return network.loss(x_train[i], t_train[i])

    return [step() for _ in range(iters_num)]


def build_and_train(x_train, t_train, rng):
    net = TwoLayerNet(x_train.shape[1], 64, 10, 0.05, rng)
    for rate in (1.0, 0.5, 0.2):
        train(net, x_train, t_train, 500, 64, rate, rng)
    return net


def confusion_matrix(true, predicted, classes=10):
    return np.bincount(true * classes + predicted, minlength=classes**2).reshape(classes, classes)


def plot_history(train_acc, test_acc):
    ax = (f := Figure()).subplots()
    ax.plot(train_acc, label="train acc"), ax.plot(test_acc, label="test acc"), f.legend()
    return f
