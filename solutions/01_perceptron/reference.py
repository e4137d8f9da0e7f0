"""Reference for 01_perceptron. What students get is this file with the marked regions taken out."""

import numpy as np


def weighted_sum(x, w, b=0.0):
    """Add up the inputs, each times its weight, and the bias: w_1 x_1 + ... + w_d x_d + b.

    Args:
        x: inputs, (d,).
        w: weights, (d,), one for each input.
        b: bias, a number.

    Returns:
        The weighted sum (also called net), a number.
    """
    ### BEGIN SOLUTION
    return float(np.dot(x, w) + b)
    ### END SOLUTION


def fires(x, w, threshold):
    """Decide whether a perceptron fires.

    Args:
        x: inputs, (d,).
        w: weights, (d,).
        threshold: a number; the weighted sum has to be greater than this.

    Returns:
        1 if the perceptron fires, else 0. At the threshold itself it does not fire.
    """
    ### BEGIN SOLUTION
    return 1 if weighted_sum(x, w) > threshold else 0
    ### END SOLUTION


def bias_from_threshold(threshold):
    """Find the bias b for which w.x + b > 0 says the same as w.x > threshold.

    Args:
        threshold: a number.

    Returns:
        The bias, a number.
    """
    ### BEGIN SOLUTION
    return -threshold    # take the threshold to the other side of the inequality
    ### END SOLUTION


def AND(x1, x2):
    """Answer 1 if both inputs are 1, else 0, by a weighted sum and a threshold."""
    ### BEGIN SOLUTION
    return fires([x1, x2], [0.5, 0.5], 0.7)      # sums 0, 0.5, 0.5, 1: only the last exceeds 0.7
    ### END SOLUTION


def NAND(x1, x2):
    """Answer 0 if both inputs are 1, else 1, by a weighted sum and a threshold."""
    ### BEGIN SOLUTION
    return fires([x1, x2], [-0.5, -0.5], -0.7)   # sums 0, -0.5, -0.5, -1: all but the last exceed -0.7
    ### END SOLUTION


def OR(x1, x2):
    """Answer 1 if at least one input is 1, else 0, by a weighted sum and a threshold."""
    ### BEGIN SOLUTION
    return fires([x1, x2], [0.6, 0.6], 0.5)      # sums 0, 0.6, 0.6, 1.2: all but the first exceed 0.5
    ### END SOLUTION


def gate_weights(gate):
    """Give weights and bias such that w1 x1 + w2 x2 + b > 0 exactly where the gate is 1.

    Args:
        gate: "AND", "NAND" or "OR".

    Returns:
        (w1, w2, b), three numbers. Many answers are right.

    Raises:
        ValueError: any other name.
    """
    ### BEGIN SOLUTION
    weights = {"AND": (0.5, 0.5, -0.7), "NAND": (-0.5, -0.5, 0.7), "OR": (0.6, 0.6, -0.5)}
    if gate not in weights:
        raise ValueError(f"no gate of one perceptron: {gate!r}")
    return weights[gate]
    ### END SOLUTION


def XOR(x1, x2):
    """Answer 1 if exactly one input is 1, by the gates above: AND(NAND(x1, x2), OR(x1, x2))."""
    ### BEGIN SOLUTION
    s1 = NAND(x1, x2)
    s2 = OR(x1, x2)
    return AND(s1, s2)
    ### END SOLUTION


def xor_network(x1, x2):
    """Run the 2-2-1 network of step units that computes XOR.

    (w1, w2, b) is (-2, -2, 3) for n1, (2, 2, -1) for n2, and (1, 1, -1) for y, which reads n1 and n2.
    A unit is 1 where its weighted sum with the bias is greater than 0, else 0.

    Args:
        x1, x2: inputs, 0 or 1.

    Returns:
        (n1, n2, y), each 0 or 1.
    """
    ### BEGIN SOLUTION
    n1 = 1 if -2 * x1 - 2 * x2 + 3 > 0 else 0
    n2 = 1 if 2 * x1 + 2 * x2 - 1 > 0 else 0
    y = 1 if n1 + n2 - 1 > 0 else 0
    return n1, n2, y
    ### END SOLUTION


def train_perceptron(X, t, learning_rate=0.1, epochs=100):
    """Learn weights and bias from examples by Rosenblatt's rule.

    From zero, sample after sample in the given order: y is 1 where w.x + b > 0, else 0; then
    w becomes w + learning_rate (t - y) x, and b becomes b + learning_rate (t - y).

    Args:
        X: samples, (n, d).
        t: their labels, (n,), each 0 or 1.
        learning_rate: size of a step.
        epochs: how often to go through all the samples.

    Returns:
        (w, b): weights (d,) and bias, a number.
    """
    ### BEGIN SOLUTION
    w = np.zeros(X.shape[1])                      # (d,)
    b = 0.0
    for _ in range(epochs):
        for x_i, t_i in zip(X, t):                # (d,), and 0 or 1
            y_i = 1 if weighted_sum(x_i, w, b) > 0 else 0
            error = t_i - y_i                     # 1: should have fired; -1: should not have; 0: right
            w = w + learning_rate * error * x_i
            b = b + learning_rate * error
    return w, b
    ### END SOLUTION


def separable(X, t):
    """Tell whether a straight line has class 1 strictly on one side and class 0 on the other.

    Args:
        X: points, (n, 2), at most 20.
        t: their labels, (n,), each 0 or 1.

    Returns:
        True or False. One class alone is separable; equal points with different labels are not.
    """
    ### BEGIN SOLUTION
    # A line with normal v separates iff v.(p - q) > 0 for all p of class 1 and q of class 0: iff these
    # differences lie inside one half plane, which leaves more than half a turn free of them.
    differences = X[t == 1][:, None, :] - X[t == 0][None, :, :]      # (n1, n0, 2)
    differences = differences.reshape(-1, 2)                         # (n1 * n0, 2)
    if len(differences) == 0:
        return True
    if np.any(np.all(differences == 0, axis=1)):
        return False
    angles = np.sort(np.arctan2(differences[:, 1], differences[:, 0]))
    gaps = np.diff(angles, append=angles[0] + 2 * np.pi)             # around the whole circle
    return bool(np.max(gaps) > np.pi + 1e-9)                         # exactly half a turn is not strict
    ### END SOLUTION
