"""Reference for 02_activations. What students get is this file with the marked regions taken out.

Shapes: (n, d) means n samples as rows, d features as columns.
"""

import matplotlib.pyplot as plt
import numpy as np


def step(x):
    """Fire or stay silent: f(x) = 1 where x > 0, else 0 (Rosenblatt's unit, its threshold moved into the bias).

    Args:
        x: weighted sums, an array of any shape or a single number.

    Returns:
        Integers 0 and 1, of the shape of x.
    """
    ### BEGIN SOLUTION
    fires = np.asarray(x) > 0  # bools of x's shape; asarray so that a plain number has .astype too
    return fires.astype(int)
    ### END SOLUTION


def sigmoid(x):
    """Squash any number into the range from 0 to 1: f(x) = 1 / (1 + exp(-x)).

    Args:
        x: weighted sums, an array of any shape; it may hold values as large as 1000 or -1000.

    Returns:
        An array of the shape of x.
    """
    ### BEGIN SOLUTION
    # Multiplying both halves of the fraction by exp(x) gives exp(x) / (1 + exp(x)). Of the two forms, each element
    # takes the one whose exponent is negative: exp may then round to 0, but it cannot overflow.
    decay = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + decay), decay / (1 + decay))
    ### END SOLUTION


def tanh(x):
    """The sigmoid's cousin with outputs from -1 to 1: f(x) = 2 / (1 + exp(-2x)) - 1.

    Args:
        x: weighted sums, an array of any shape; it may hold values as large as 1000 or -1000.

    Returns:
        An array of the shape of x.
    """
    ### BEGIN SOLUTION
    return 2 * sigmoid(2 * x) - 1  # the formula above, read as a sigmoid: twice as steep, twice as tall, one lower
    ### END SOLUTION


def relu(x):
    """Rectified linear unit: f(x) = max(x, 0) (Nair and Hinton, 2010).

    Args:
        x: weighted sums, an array of any shape; it is not changed.

    Returns:
        A new array of the shape of x.
    """
    ### BEGIN SOLUTION
    return np.maximum(x, 0)
    ### END SOLUTION


def leaky_relu(x, alpha=0.1):
    """ReLU with a small slope below zero: f(x) = max(alpha x, x) (Maas et al., 2013).

    Args:
        x: weighted sums, an array of any shape.
        alpha: slope for negative inputs, from 0 to 1.

    Returns:
        An array of the shape of x.
    """
    ### BEGIN SOLUTION
    return np.maximum(alpha * x, x)
    ### END SOLUTION


def elu(x, alpha=1.0):
    """Exponential linear unit: f(x) = x for x >= 0, alpha (exp(x) - 1) below (Clevert et al., 2016).

    Args:
        x: weighted sums, an array of any shape; it may hold values as large as 1000 or -1000.
        alpha: the curve levels out at -alpha.

    Returns:
        An array of the shape of x.
    """
    ### BEGIN SOLUTION
    below = np.minimum(x, 0)  # np.where computes both branches everywhere, so exp must not meet the large positives
    return np.where(x >= 0, x, alpha * (np.exp(below) - 1))
    ### END SOLUTION


def maxout(x, W1, b1, W2, b2):
    """The larger of two linear pieces, for every unit: f(x) = max(x W1 + b1, x W2 + b2) (Goodfellow et al., 2013).

    Args:
        x: inputs, (n, d).
        W1, W2: weights of the two pieces, (d, k).
        b1, b2: their biases, (k,).

    Returns:
        Outputs, (n, k).
    """
    ### BEGIN SOLUTION
    first = x @ W1 + b1   # (n, d) @ (d, k) + (k,) -> (n, k)
    second = x @ W2 + b2  # (n, k)
    return np.maximum(first, second)
    ### END SOLUTION


def softmax(a):
    """Turn scores into probabilities, row by row: y_k = exp(a_k) / sum_i exp(a_i).

    Args:
        a: scores of one sample, (k,), or of n samples, (n, k); they may be as large as 1000. They are not changed.

    Returns:
        Probabilities of the same shape; each row sums to 1.
    """
    ### BEGIN SOLUTION
    shifted = a - np.max(a, axis=-1, keepdims=True)  # the largest of each row is now 0, so exp cannot overflow
    powers = np.exp(shifted)                         # a common factor exp(-max) in numerator and sum: it cancels
    return powers / np.sum(powers, axis=-1, keepdims=True)
    ### END SOLUTION


def sigmoid_grad(y):
    """The slope of the sigmoid, told from its output y = sigmoid(x): dy/dx = y (1 - y).

    Args:
        y: outputs of the sigmoid (not its inputs), an array of any shape.

    Returns:
        An array of the shape of y.
    """
    ### BEGIN SOLUTION
    return y * (1 - y)
    ### END SOLUTION


def tanh_grad(y):
    """The slope of tanh, told from its output y = tanh(x): dy/dx = 1 - y^2.

    Args:
        y: outputs of tanh (not its inputs), an array of any shape.

    Returns:
        An array of the shape of y.
    """
    ### BEGIN SOLUTION
    return 1 - y**2
    ### END SOLUTION


def relu_grad(x):
    """The slope of ReLU, told from its input: 1 where x > 0, else 0 (at the corner x = 0 it is 0 by convention).

    Args:
        x: inputs of ReLU, an array of any shape.

    Returns:
        Zeros and ones of the shape of x, as numbers or bools.
    """
    ### BEGIN SOLUTION
    return (x > 0).astype(float)
    ### END SOLUTION


def plot_activations(x):
    """Draw step, sigmoid, tanh and relu over x.

    Args:
        x: the positions at which to draw, (n,).

    Returns:
        A new matplotlib Figure with one line for each function; the lines' labels are step, sigmoid, tanh and relu.
    """
    ### BEGIN SOLUTION
    figure, axes = plt.subplots()
    for name, function in [("step", step), ("sigmoid", sigmoid), ("tanh", tanh), ("relu", relu)]:
        axes.plot(x, function(x), label=name)
    axes.legend()
    return figure
    ### END SOLUTION


def collapse_linear(weights, biases):
    """Fold a stack of linear layers into the one layer that does the same.

    (x W1 + b1) W2 + b2 = x (W1 W2) + (b1 W2 + b2), and so on, layer by layer.

    Args:
        weights: list of m >= 1 arrays; the first is (d, k1), the next (k1, k2), and so on.
        biases: list of m arrays, (k1,), (k2,), and so on.

    Returns:
        Tuple (W, b): W is (d, km), b is (km,), and x W + b is what the whole stack computes for any x (n, d).
    """
    ### BEGIN SOLUTION
    W, b = weights[0], biases[0]
    for W_next, b_next in zip(weights[1:], biases[1:], strict=True):
        W = W @ W_next           # (d, k) @ (k, k') -> (d, k')
        b = b @ W_next + b_next  # (k,) @ (k, k') + (k',) -> (k',)
    return W, b
    ### END SOLUTION
