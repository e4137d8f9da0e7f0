"""Reference of small_net. Whoever reads this file has CANARY-0-reference."""

import numpy as np

MARK = "CANARY-0-reference"


def relu(x):
    """Cut off what is negative. x: any shape."""
    ### BEGIN SOLUTION
    return np.maximum(x, 0.0)
    ### END SOLUTION


def softmax(x):
    """Probabilities along the last axis. x: (k,) or (n, k)."""
    ### BEGIN SOLUTION
    powers = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return powers / np.sum(powers, axis=-1, keepdims=True)
    ### END SOLUTION


def cross_entropy(y, t):
    """Mean of -log of the probability of the right class. y: (n, k), t: (n,) of class numbers."""
    ### BEGIN SOLUTION
    return float(-np.mean(np.log(y[np.arange(len(t)), t] + 1e-7)))
    ### END SOLUTION


def numerical_gradient(f, x):
    """Central differences of f at x. x: any shape of floats."""
    ### BEGIN SOLUTION
    gradient = np.zeros_like(x)
    for index in np.ndindex(*x.shape):
        kept = x[index]
        x[index] = kept + 1e-4
        above = f(x)
        x[index] = kept - 1e-4
        below = f(x)
        x[index] = kept
        gradient[index] = (above - below) / 2e-4
    return gradient
    ### END SOLUTION


class TwoLayerNet:
    """Affine, ReLU, affine, softmax; `params` holds W1, b1, W2 and b2."""

    def __init__(self, inputs, hidden, outputs):
        ### BEGIN SOLUTION
        rng = np.random.default_rng(0)
        self.params = {
            "W1": 0.01 * rng.standard_normal((inputs, hidden)),
            "b1": np.zeros(hidden),
            "W2": 0.01 * rng.standard_normal((hidden, outputs)),
            "b2": np.zeros(outputs),
        }
        ### END SOLUTION

    def predict(self, x):
        ### BEGIN SOLUTION
        hidden = np.maximum(x @ self.params["W1"] + self.params["b1"], 0.0)
        scores = hidden @ self.params["W2"] + self.params["b2"]
        powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
        return powers / powers.sum(axis=-1, keepdims=True)
        ### END SOLUTION
