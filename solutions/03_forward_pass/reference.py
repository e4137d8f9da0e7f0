"""Reference for 03_forward_pass. What students get is this file with the marked regions taken out."""

import numpy as np


def sigmoid(x):
    """Squash any number into (0, 1): 1 / (1 + exp(-x)), element by element."""
    return 1 / (1 + np.exp(-x))


def hand_forward():
    """Carry x = (0, 0) through the 2-2-1 network with pencil and calculator.

    z1 = w1 x1 + w3 x2 + b1 and z2 = w2 x1 + w4 x2 + b2; a1 and a2 are their sigmoids;
    zy = w5 a1 + w6 a2 + b3, and ay is its sigmoid.

    Returns:
        A dict with the keys z1, a1, z2, a2, zy, ay; each value a number, right to six decimals.
    """
    ### BEGIN SOLUTION
    z1, z2 = 0.1, 0.2                   # both inputs are 0, so that only the biases b1 and b2 remain
    a1, a2 = sigmoid(z1), sigmoid(z2)   # 0.524979, 0.549834
    zy = 0.5 * a1 + 0.6 * a2 + 0.3      # 0.892390
    ay = sigmoid(zy)                    # 0.709383
    return {"z1": z1, "a1": a1, "z2": z2, "a2": a2, "zy": zy, "ay": ay}
    ### END SOLUTION


def forward(x, W1, B1, W2, B2):
    """Carry a batch through a network with one hidden layer, sigmoid in both layers.

    layer1 = sigmoid(x W1 + B1) and layer2 = sigmoid(layer1 W2 + B2).

    Args:
        x: inputs, (n, d), one sample in each row.
        W1, B1: weights (d, h) and biases (h,) of the hidden layer.
        W2, B2: weights (h, o) and biases (o,) of the output layer.

    Returns:
        (layer0, layer1, layer2): the inputs (n, d) and the outputs of the layers, (n, h) and (n, o).
    """
    ### BEGIN SOLUTION
    layer0 = x                            # (n, d)
    layer1 = sigmoid(layer0 @ W1 + B1)    # (n, d) @ (d, h) + (h,) -> (n, h)
    layer2 = sigmoid(layer1 @ W2 + B2)    # (n, h) @ (h, o) + (o,) -> (n, o)
    return layer0, layer1, layer2
    ### END SOLUTION


def xor_outputs():
    """Compute what the 2-2-1 network answers before any training.

    Returns:
        Its outputs for (0, 0), (0, 1), (1, 0), (1, 1) in this order, an array (4, 1).
    """
    ### BEGIN SOLUTION
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    W1, B1 = np.array([[0.1, 0.2], [0.3, 0.4]]), np.array([0.1, 0.2])    # a column for each unit
    W2, B2 = np.array([[0.5], [0.6]]), np.array([0.3])
    return forward(X, W1, B1, W2, B2)[2]
    ### END SOLUTION


def node_output(x, w, b):
    """Compute one unit: sigmoid(w_1 x_1 + ... + w_d x_d + b).

    Args:
        x: inputs, (d,).
        w: weights, (d,).
        b: bias, a number.

    Returns:
        The unit's output, a number in (0, 1).
    """
    ### BEGIN SOLUTION
    return sigmoid(np.dot(x, w) + b)
    ### END SOLUTION


def init_network():
    """Write down the 2-3-2-2 network of the text above.

    Returns:
        A dict: W1 (2, 3), b1 (3,), W2 (3, 2), b2 (2,), W3 (2, 2), b3 (2,), all arrays.
    """
    ### BEGIN SOLUTION
    return {
        "W1": np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]),      # (2, 3)
        "b1": np.array([0.1, 0.2, 0.3]),                         # (3,)
        "W2": np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]]),    # (3, 2)
        "b2": np.array([0.1, 0.2]),                              # (2,)
        "W3": np.array([[0.1, 0.3], [0.2, 0.4]]),                # (2, 2)
        "b3": np.array([0.1, 0.2]),                              # (2,)
    }
    ### END SOLUTION


def forward3(network, x):
    """Carry x through three layers: sigmoid, sigmoid, and the identity at the output.

    Args:
        network: a dict as from init_network.
        x: one sample (2,), or a batch (n, 2).

    Returns:
        The outputs, (2,) or (n, 2).
    """
    ### BEGIN SOLUTION
    z1 = sigmoid(x @ network["W1"] + network["b1"])     # (..., 2) @ (2, 3) + (3,) -> (..., 3)
    z2 = sigmoid(z1 @ network["W2"] + network["b2"])    # (..., 3) @ (3, 2) + (2,) -> (..., 2)
    return z2 @ network["W3"] + network["b3"]           # the identity: nothing more to do
    ### END SOLUTION


def layer_shapes(batch, sizes):
    """List the shapes in Y = X W + b, layer by layer.

    Args:
        batch: number of samples, an int.
        sizes: numbers of units from the input layer to the output layer, for example [10, 50, 5].

    Returns:
        A list with one dict for each layer with weights; the keys X, W, b, Y hold shapes (tuples).
    """
    ### BEGIN SOLUTION
    return [
        {"X": (batch, n_in), "W": (n_in, n_out), "b": (n_out,), "Y": (batch, n_out)}
        for n_in, n_out in zip(sizes[:-1], sizes[1:])
    ]
    ### END SOLUTION


def count_parameters(sizes):
    """Count the weights and biases of a fully connected network.

    Args:
        sizes: numbers of units from the input layer to the output layer.

    Returns:
        The number of parameters, an int.
    """
    ### BEGIN SOLUTION
    return sum(n_in * n_out + n_out for n_in, n_out in zip(sizes[:-1], sizes[1:]))
    ### END SOLUTION


def relu_mlp(X, Wh, bh, Wo, bo):
    """Carry a batch through a network with ReLU in both layers: relu(relu(X Wh + bh) Wo + bo).

    Args:
        X: inputs, (m, n).
        Wh, bh: weights (n, j) and biases (j,) of the hidden layer.
        Wo, bo: weights (j, k) and biases (k,) of the output layer.

    Returns:
        The outputs, (m, k), none of them negative.
    """
    ### BEGIN SOLUTION
    hidden = np.maximum(X @ Wh + bh, 0)        # (m, n) @ (n, j) + (j,) -> (m, j)
    return np.maximum(hidden @ Wo + bo, 0)     # (m, j) @ (j, k) + (k,) -> (m, k)
    ### END SOLUTION
