"""Reference for 04_losses. What students get is this file with the marked regions taken out."""

import numpy as np


def half_squared_error(y, t):
    """Half the sum of the squared errors: E = 1/2 sum_k (y_k - t_k)^2.

    Source: the E of the chapter 6 lecture. The 1/2 is there so that dE/dy_k is y_k - t_k, with no 2 in front.

    Args:
        y: outputs of the network, (k,).
        t: targets, (k,).

    Returns:
        E, a number.
    """
    ### BEGIN SOLUTION
    return 0.5 * np.sum((y - t) ** 2)
    ### END SOLUTION


def mean_squared_error(y, t):
    """The mean of the squared errors: MSE = 1/n sum_i (y_i - t_i)^2.

    Source: the MSE of statistics, and of the deck 'Deep Learning (MLP)'.

    Args:
        y: predictions, (n,).
        t: targets, (n,).

    Returns:
        MSE, a number.
    """
    ### BEGIN SOLUTION
    return np.mean((y - t) ** 2)
    ### END SOLUTION


def cross_entropy_error(y, t):
    """Cross entropy: E = -sum_k t_k log(y_k + 1e-7) for one sample, the mean of E over the rows for a batch.

    Source: Goodfellow et al. (2016), section 6.2.2; the 1e-7 keeps log away from 0.

    Args:
        y: probabilities, (k,) for one sample or (n, k) for a batch.
        t: the right classes: one-hot in the shape of y, or, for a batch, class indices (n,).

    Returns:
        The error, a number; finite even where y is 0.
    """
    ### BEGIN SOLUTION
    log_y = np.log(y + 1e-7)                        # (k,) or (n, k)
    if t.ndim == y.ndim:
        log_right = np.sum(t * log_y, axis=-1)      # () or (n,): a one-hot row keeps one entry and drops the others
    else:
        log_right = log_y[np.arange(len(t)), t]     # (n,): from row i, column t[i]
    return -np.mean(log_right)
    ### END SOLUTION


def binary_cross_entropy(y, t):
    """Cross entropy of yes-or-no questions: the mean of -(t log y + (1 - t) log(1 - y)).

    Source: Goodfellow et al. (2016), section 6.2.2.2.

    Args:
        y: probabilities of "yes", (n,); 0 and 1 themselves may occur.
        t: the right answers, 1 for "yes" and 0 for "no", (n,).

    Returns:
        The error, a number; finite even where y is 0 or 1.
    """
    ### BEGIN SOLUTION
    y = np.clip(y, 1e-7, 1 - 1e-7)  # (n,): neither log sees a 0
    return -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))
    ### END SOLUTION


def naive_diff(f, x, h):
    """Forward difference: (f(x + h) - f(x)) / h.

    Source: the definition of the derivative, without its limit.

    Args:
        f: a function of one number.
        x: where to differentiate, a number.
        h: the step, a number other than 0.

    Returns:
        The slope of the straight line through f at x and at x + h, a number.
    """
    ### BEGIN SOLUTION
    return (f(x + h) - f(x)) / h
    ### END SOLUTION


def numerical_diff(f, x):
    """Central difference with the step h = 1e-4: the slope between x - h and x + h.

    Source: Taylor's formula; what is left out shrinks with h^2, and only with h in the forward difference.

    Args:
        f: a function of one number.
        x: where to differentiate, a number.

    Returns:
        An approximation of f'(x), a number.
    """
    ### BEGIN SOLUTION
    h = 1e-4
    return (f(x + h) - f(x - h)) / (2 * h)
    ### END SOLUTION


def tangent_line(f, x):
    """The tangent of f at x, as a function: t -> f'(x) (t - x) + f(x).

    Args:
        f: a function of one number.
        x: where the line touches f, a number.

    Returns:
        A function of one number t, the height of the tangent above t.
    """
    ### BEGIN SOLUTION
    slope = numerical_diff(f, x)
    height = f(x)

    def line(t):
        return slope * (t - x) + height

    return line
    ### END SOLUTION


def numerical_gradient(f, x):
    """All partial derivatives of f at x, by central differences, one entry at a time.

    Args:
        f: a function that takes an array of x's shape and returns a number.
        x: the point, an array of any shape. It is unchanged when this function returns.

    Returns:
        The gradient, a float array of x's shape.
    """
    ### BEGIN SOLUTION
    h = 1e-4
    gradient = np.empty(x.shape)        # the shape of x, always float
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = h                 # x + step moves one entry, and leaves x itself alone
        gradient[index] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient
    ### END SOLUTION


def output_design(task):
    """The activation of the output layer and the loss that belong to a task.

    Args:
        task: 'binary', 'single_label', 'multi_label', 'regression' or 'regression_0_1'.

    Returns:
        (activation, loss): the activation is 'sigmoid', 'softmax' or None, the object, for no activation;
        the loss is 'binary_crossentropy', 'categorical_crossentropy' or 'mse'.
    """
    ### BEGIN SOLUTION
    designs = {
        "binary": ("sigmoid", "binary_crossentropy"),
        "single_label": ("softmax", "categorical_crossentropy"),
        "multi_label": ("sigmoid", "binary_crossentropy"),
        "regression": (None, "mse"),
        "regression_0_1": ("sigmoid", "mse"),
    }
    return designs[task]
    ### END SOLUTION


def output_units(problem):
    """How many units the output layer needs for a problem, and with which activation.

    Args:
        problem: 'spam' (is this mail spam or not?) or 'mnist' (which of the digits 0 to 9 is this?).

    Returns:
        (units, activation): a number and 'sigmoid' or 'softmax'.
    """
    ### BEGIN SOLUTION
    if problem == "spam":
        return 1, "sigmoid"
    return 10, "softmax"
    ### END SOLUTION
