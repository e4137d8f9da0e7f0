"""Reference for 10_playground. What students get is this file with the marked regions taken out.

Shapes: (n, d) means n samples as rows, d features as columns. Targets t are 0 and 1, (n,).
"""

import numpy as np


def sigmoid(z):
    """1 / (1 + exp(-z)), element by element, without overflow."""
    decay = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, decay) / (1 + decay)


def expand_features(X, names):
    """The playground's input features, computed from the two coordinates.

    Args:
        X: points, (n, 2): x1 and x2.
        names: at least one of 'x1', 'x2', 'x1^2', 'x2^2', 'x1*x2', 'sin(x1)', 'sin(x2)'.

    Returns:
        One column for each name, in that order, (n, len(names)).

    Raises:
        ValueError: there is no feature of that name.
    """
    ### BEGIN SOLUTION
    x1, x2 = X[:, 0], X[:, 1]  # (n,) each
    features = {
        "x1": x1,
        "x2": x2,
        "x1^2": x1**2,
        "x2^2": x2**2,
        "x1*x2": x1 * x2,
        "sin(x1)": np.sin(x1),
        "sin(x2)": np.sin(x2),
    }
    for name in names:
        if name not in features:
            raise ValueError(f"no feature {name!r}")
    return np.column_stack([features[name] for name in names])
    ### END SOLUTION


def logistic_regression(X, t, learning_rate=0.1, epochs=1000):
    """A perceptron with the logistic function for the step function, trained by gradient descent.

    The gradient of the mean cross entropy by z = x w + b is y - t (exercises 10-4, item 3).

    Args:
        X: samples, (n, d).
        t: targets 0 and 1, (n,).
        learning_rate: eta.
        epochs: passes over all samples.

    Returns:
        Tuple (w, b): weights (d,) and a number. A sample belongs to class 1 where x w + b > 0.
    """
    ### BEGIN SOLUTION
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        y = sigmoid(X @ w + b)  # (n, d) @ (d,) + () -> (n,): the probability of class 1
        delta = (y - t) / len(t)  # (n,)
        w -= learning_rate * X.T @ delta  # (d, n) @ (n,) -> (d,)
        b -= learning_rate * delta.sum()
    return w, b
    ### END SOLUTION


def needs_hidden_layer(dataset):
    """Whether a network that sees x1 and x2 alone needs a hidden layer for one of the playground's data sets.

    Args:
        dataset: 'gauss', 'circle', 'xor' or 'spiral'.

    Returns:
        True or False.
    """
    ### BEGIN SOLUTION
    return dataset != "gauss"  # two clouds side by side are all that a straight line can separate
    ### END SOLUTION


def train_test_split(X, t, train_ratio, rng):
    """Deal the samples out into two parts, in random order.

    Args:
        X: samples, (n, d); not changed.
        t: targets, (n,); not changed.
        train_ratio: share of the samples for training; it gives a whole number.
        rng: a NumPy Generator.

    Returns:
        Tuple (X_train, X_test, t_train, t_test).
    """
    ### BEGIN SOLUTION
    order = rng.permutation(len(X))  # one order for both, so that the pairs stay together
    count = round(train_ratio * len(X))
    train, test = order[:count], order[count:]
    return X[train], X[test], t[train], t[test]
    ### END SOLUTION


def xavier_init(n_in, n_out, rng):
    """Starting weights for sigmoid and tanh: normal, mean 0, variance 1 / n_in (Glorot and Bengio, 2010).

    Args:
        n_in: units of the layer before.
        n_out: units of this layer.
        rng: a NumPy Generator.

    Returns:
        Weights, (n_in, n_out).
    """
    ### BEGIN SOLUTION
    return rng.normal(0, np.sqrt(1 / n_in), size=(n_in, n_out))
    ### END SOLUTION


def he_init(n_in, n_out, rng):
    """Starting weights for ReLU: normal, mean 0, variance 2 / n_in (He et al., 2015).

    Args:
        n_in: units of the layer before.
        n_out: units of this layer.
        rng: a NumPy Generator.

    Returns:
        Weights, (n_in, n_out).
    """
    ### BEGIN SOLUTION
    return rng.normal(0, np.sqrt(2 / n_in), size=(n_in, n_out))
    ### END SOLUTION


def gradient_norms(depth, activation, rng):
    """How large the loss gradient is at each layer of a deep network that has just been started.

    Args:
        depth: number of weight matrices, at least 1; all layers have the same width, at least 50.
        activation: 'sigmoid' (Xavier start) or 'relu' (He start).
        rng: a NumPy Generator.

    Returns:
        The Frobenius norm of dE/dW of each layer, the layer at the input first, (depth,).
    """
    ### BEGIN SOLUTION
    start, f, slope = {  # the slopes are told from the outputs
        "sigmoid": (xavier_init, sigmoid, lambda y: y * (1 - y)),
        "relu": (he_init, lambda z: np.maximum(z, 0), lambda y: y > 0),
    }[activation]

    signal = rng.normal(size=(32, 100))  # 32 samples; every layer is 100 units wide
    layers = []
    for _ in range(depth):
        x, W = signal, start(100, 100, rng)
        signal = f(x @ W)  # (32, 100) @ (100, 100)
        layers.append((x, W, signal))

    error = signal  # dE/d out for E = 1/2 sum out^2, the targets being 0
    norms = []
    for x, W, out in reversed(layers):
        delta = error * slope(out)  # (32, 100)
        norms.append(np.linalg.norm(x.T @ delta))  # dE/dW is (100, 32) @ (32, 100)
        error = delta @ W.T
    return np.array(norms[::-1])
    ### END SOLUTION


class SGD:
    """Stochastic gradient descent: p <- p - lr g."""

    def __init__(self, lr=0.01):
        """Remember the learning rate.

        Args:
            lr: learning rate.
        """
        ### BEGIN SOLUTION
        self.lr = lr
        ### END SOLUTION

    def update(self, params, grads):
        """One step.

        Args:
            params: float arrays by name; changed in place.
            grads: their gradients by the same names; not changed.
        """
        ### BEGIN SOLUTION
        for name in params:
            params[name] -= self.lr * grads[name]
        ### END SOLUTION


class RMSProp:
    """Steps divided by the size of the recent gradients (Hinton, 2012).

    h <- decay h + (1 - decay) g^2,  p <- p - lr g / (sqrt(h) + 1e-7), h = 0 at the start.
    """

    def __init__(self, lr=0.01, decay_rate=0.99):
        """Remember the settings.

        Args:
            lr: learning rate.
            decay_rate: how much of the old average stays at each step.
        """
        ### BEGIN SOLUTION
        self.lr, self.decay_rate = lr, decay_rate
        self.h = {}  # by name, made when a name is first seen
        ### END SOLUTION

    def update(self, params, grads):
        """One step.

        Args:
            params: float arrays by name; changed in place.
            grads: their gradients by the same names; not changed.
        """
        ### BEGIN SOLUTION
        for name, g in grads.items():
            self.h[name] = self.decay_rate * self.h.get(name, 0.0) + (1 - self.decay_rate) * g**2
            params[name] -= self.lr * g / (np.sqrt(self.h[name]) + 1e-7)
        ### END SOLUTION


class Adam:
    """Momentum and RMSProp together, both corrected for their start at 0 (Kingma and Ba, 2015, algorithm 1).

    In step k: m <- beta1 m + (1 - beta1) g,  v <- beta2 v + (1 - beta2) g^2,
    p <- p - lr m' / (sqrt(v') + 1e-8) with m' = m / (1 - beta1^k) and v' = v / (1 - beta2^k).
    """

    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        """Remember the settings.

        Args:
            lr: learning rate.
            beta1: how much of the old mean of the gradients stays at each step.
            beta2: the same for the mean of their squares.
        """
        ### BEGIN SOLUTION
        self.lr, self.beta1, self.beta2 = lr, beta1, beta2
        self.k = 0
        self.m, self.v = {}, {}  # by name, made when a name is first seen
        ### END SOLUTION

    def update(self, params, grads):
        """One step.

        Args:
            params: float arrays by name; changed in place.
            grads: their gradients by the same names; not changed.
        """
        ### BEGIN SOLUTION
        self.k += 1
        for name, g in grads.items():
            self.m[name] = self.beta1 * self.m.get(name, 0.0) + (1 - self.beta1) * g
            self.v[name] = self.beta2 * self.v.get(name, 0.0) + (1 - self.beta2) * g**2
            m = self.m[name] / (1 - self.beta1**self.k)
            v = self.v[name] / (1 - self.beta2**self.k)
            params[name] -= self.lr * m / (np.sqrt(v) + 1e-8)
        ### END SOLUTION


def early_stopping(val_losses, patience):
    """When to stop training, and which epoch's weights to keep.

    Args:
        val_losses: loss on the validation data after each epoch, a list with at least one number.
        patience: stop at the first epoch that is the patience-th in a row without a new minimum; at least 1.

    Returns:
        Tuple (stop_epoch, best_epoch), counted from 0. Without a reason to stop, stop_epoch is the last epoch.
    """
    ### BEGIN SOLUTION
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:  # a tie is no new minimum
            best = epoch
        if epoch - best >= patience:
            return epoch, best
    return len(val_losses) - 1, best
    ### END SOLUTION


def classify_setting(name):
    """Is it set by a person before training, or found by the training?

    Args:
        name: 'learning rate', 'batch size', 'epochs', 'hidden layers', 'units per layer', 'optimizer', 'activation',
            'weight' or 'bias'.

    Returns:
        'hyperparameter' or 'parameter'.
    """
    ### BEGIN SOLUTION
    return "parameter" if name in ("weight", "bias") else "hyperparameter"
    ### END SOLUTION
