"""Reference for 07_backprop. What students get is this file with the marked regions taken out.

The network is the lecture's: two inputs, two hidden units, one output, sigmoid everywhere, E = 1/2 sum (out - t)^2.
Shapes: (n, d) means n samples as rows, d features as columns; h hidden units, o outputs.
"""

import math

import numpy as np


def sigmoid(x):
    """1 / (1 + exp(-x)), element by element."""
    return 1 / (1 + np.exp(-x))


def forward(x, W1, B1, W2, B2):
    """The forward pass of 03_forward_pass: x (n, d) -> outputs of the hidden (n, h) and the output layer (n, o)."""
    hidden = sigmoid(x @ W1 + B1)
    return hidden, sigmoid(hidden @ W2 + B2)


def lecture_network():
    """The lecture's starting weights, new arrays at every call."""
    return {
        "W1": np.array([[0.10, 0.20], [0.30, 0.40]]),
        "B1": np.array([0.1, 0.2]),
        "W2": np.array([[0.50], [0.60]]),
        "B2": np.array([0.3]),
    }


def hand_backprop():
    """One update of the lecture's network at x = (0, 0), t = 0, with learning rate 0.2 (ch. 6 lecture, 'by hand').

    Returns:
        A dict of numbers, right to six decimals:
        E, dE_dout, dout_dnet, dnet_dw5, dE_dw5: the error and the factors of the chain rule for w5, before the update;
        w1, w2, w3, w4, w5, w6, b1, b2, b3: all parameters after the update;
        out_after, E_after: output and error of the updated network.
    """
    ### BEGIN SOLUTION
    rate, t = 0.2, 0.0
    w5, w6, b1, b2, b3 = 0.5, 0.6, 0.1, 0.2, 0.3

    def f(net):
        return 1 / (1 + math.exp(-net))

    a1, a2 = f(b1), f(b2)  # both inputs are 0, so the biases are all that reaches the hidden units
    out = f(w5 * a1 + w6 * a2 + b3)
    dE_dout, dout_dnet, dnet_dw5 = out - t, out * (1 - out), a1  # f'(net), written with the output
    delta = dE_dout * dout_dnet
    answer = {
        "E": dE_dout**2 / 2,
        "dE_dout": dE_dout,
        "dout_dnet": dout_dnet,
        "dnet_dw5": dnet_dw5,
        "dE_dw5": delta * a1,
    }

    delta1 = w5 * delta * a1 * (1 - a1)  # with the old w5 and w6: all deltas belong to the network before the update
    delta2 = w6 * delta * a2 * (1 - a2)
    answer |= {"w1": 0.1, "w2": 0.2, "w3": 0.3, "w4": 0.4}  # their gradients are a delta times an input, and that is 0
    w5, w6, b3 = w5 - rate * delta * a1, w6 - rate * delta * a2, b3 - rate * delta
    b1, b2 = b1 - rate * delta1, b2 - rate * delta2
    answer |= {"w5": w5, "w6": w6, "b1": b1, "b2": b2, "b3": b3}

    out = f(w5 * f(b1) + w6 * f(b2) + b3)
    return answer | {"out_after": out, "E_after": (out - t) ** 2 / 2}
    ### END SOLUTION


def output_delta(out, t):
    """Delta of the output layer (ch. 6 lecture, 'derivation', output units).

    Args:
        out: outputs of the network, (n, o).
        t: targets, (n, o).

    Returns:
        Deltas, (n, o).
    """
    ### BEGIN SOLUTION
    return (out - t) * out * (1 - out)
    ### END SOLUTION


def hidden_delta(delta_next, W_next, out):
    """Delta of a hidden layer, from the deltas of the layer to its right (ch. 6 lecture, 'derivation', hidden units).

    Args:
        delta_next: deltas of the next layer, (n, o).
        W_next: weights from this layer to the next, (h, o).
        out: outputs of this layer, (n, h).

    Returns:
        Deltas, (n, h).
    """
    ### BEGIN SOLUTION
    error = delta_next @ W_next.T  # (n, o) @ (o, h): each hidden unit collects the deltas of all units it feeds
    return error * out * (1 - out)
    ### END SOLUTION


def weight_gradient(out_prev, delta):
    """dE/dW of a layer, summed over the batch (ch. 6 lecture, 'the algorithm in one line').

    Args:
        out_prev: outputs of the layer before, (n, i).
        delta: deltas of this layer, (n, j).

    Returns:
        The gradient, (i, j).
    """
    ### BEGIN SOLUTION
    return out_prev.T @ delta  # (i, n) @ (n, j)
    ### END SOLUTION


def backward(x, t, W1, B1, W2, B2):
    """All gradients of E = 1/2 sum (out - t)^2 over the batch (ch. 6 lecture, mlp2.py).

    Args:
        x: inputs, (n, d).
        t: targets, (n, o).
        W1, B1: hidden layer, (d, h) and (h,).
        W2, B2: output layer, (h, o) and (o,).

    Returns:
        (dW1, dB1, dW2, dB2), each with the shape of its parameter.
    """
    ### BEGIN SOLUTION
    hidden, out = forward(x, W1, B1, W2, B2)  # (n, h), (n, o)
    delta2 = output_delta(out, t)  # (n, o)
    delta1 = hidden_delta(delta2, W2, hidden)  # (n, h)
    # A bias is a weight on an input of 1, so its gradient is the sum of the deltas.
    return weight_gradient(x, delta1), delta1.sum(axis=0), weight_gradient(hidden, delta2), delta2.sum(axis=0)
    ### END SOLUTION


def sgd_step(params, grads, learning_rate):
    """One step of gradient descent (ch. 6 lecture, 'back-propagation', step 4).

    Args:
        params: arrays by name; not changed.
        grads: their gradients, by the same names; not changed.
        learning_rate: eta.

    Returns:
        A new dict of the updated parameters.
    """
    ### BEGIN SOLUTION
    return {name: value - learning_rate * grads[name] for name, value in params.items()}
    ### END SOLUTION


def train_single(updates, learning_rate=0.2):
    """Train the lecture's network on the single sample x = (0, 0), t = 0 (ch. 6 lecture, 'gradient descent applied').

    Args:
        updates: how many updates.
        learning_rate: eta.

    Returns:
        (out, E) after that many updates: two numbers.
    """
    ### BEGIN SOLUTION
    x, t = np.array([[0.0, 0.0]]), np.array([[0.0]])
    network = lecture_network()
    for _ in range(updates):
        dW1, dB1, dW2, dB2 = backward(x, t, **network)
        network = sgd_step(network, {"W1": dW1, "B1": dB1, "W2": dW2, "B2": dB2}, learning_rate)
    out = forward(x, **network)[1]
    return out.item(), np.sum((out - t) ** 2).item() / 2
    ### END SOLUTION


def gradient_check(f, params, grads, eps=1e-5):
    """Hold gradients against central differences (CS231n notes, 'gradient checks').

    Args:
        f: a function of the dict `params` that returns a number.
        params: arrays by name; the same as before when this returns.
        grads: the gradients of f to be checked, by the same names.
        eps: how far each entry is moved to either side.

    Returns:
        The largest relative error |n - g| / max(1e-8, |n| + |g|) over all entries, n the numerical gradient.
    """
    ### BEGIN SOLUTION
    moved = {name: array.copy() for name, array in params.items()}
    worst = 0.0
    for name, array in moved.items():
        for index in np.ndindex(array.shape):
            kept = array[index]
            array[index] = kept + eps
            above = f(moved)
            array[index] = kept - eps
            below = f(moved)
            array[index] = kept
            n, g = (above - below) / (2 * eps), grads[name][index]
            worst = max(worst, abs(n - g) / max(1e-8, abs(n) + abs(g)))
    return worst
    ### END SOLUTION


class Value:
    """A number that remembers how it was made, so that `backward` can find all derivatives (reverse mode).

    Attributes:
        data: the number.
        grad: the derivative by this value of the one on which `backward` was called; 0 before that.
    """

    def __init__(self, data):
        """A leaf of the graph.

        Args:
            data: a number.
        """
        ### BEGIN SOLUTION
        self.data = data
        self.grad = 0.0
        self.inputs = []  # pairs: a Value that this one was made of, and the local derivative by it
        ### END SOLUTION

    def __add__(self, other):
        """self + other, where other is a Value or a number."""
        ### BEGIN SOLUTION
        other = other if isinstance(other, Value) else Value(other)
        result = Value(self.data + other.data)
        result.inputs = [(self, 1.0), (other, 1.0)]
        return result
        ### END SOLUTION

    def __mul__(self, other):
        """self * other, where other is a Value or a number."""
        ### BEGIN SOLUTION
        other = other if isinstance(other, Value) else Value(other)
        result = Value(self.data * other.data)
        result.inputs = [(self, other.data), (other, self.data)]
        return result
        ### END SOLUTION

    def __neg__(self):
        """-self."""
        ### BEGIN SOLUTION
        return self * -1.0
        ### END SOLUTION

    def __sub__(self, other):
        """self - other, where other is a Value or a number."""
        ### BEGIN SOLUTION
        return self + -other
        ### END SOLUTION

    def __radd__(self, other):
        """number + self: Python asks the right operand when the left one does not know how."""
        ### BEGIN SOLUTION
        return self + other
        ### END SOLUTION

    def __rmul__(self, other):
        """number * self."""
        ### BEGIN SOLUTION
        return self * other
        ### END SOLUTION

    def __rsub__(self, other):
        """number - self."""
        ### BEGIN SOLUTION
        return other + -self
        ### END SOLUTION

    def sigmoid(self):
        """A new Value: the sigmoid of this one."""
        ### BEGIN SOLUTION
        y = 1 / (1 + math.exp(-self.data))
        result = Value(y)
        result.inputs = [(self, y * (1 - y))]
        return result
        ### END SOLUTION

    def backward(self):
        """Set `grad` of every value that this one was made of. Called once for a graph."""
        ### BEGIN SOLUTION
        order, seen = [], set()

        def visit(value):  # a value is listed after everything it was made of
            if value not in seen:
                seen.add(value)
                for source, _ in value.inputs:
                    visit(source)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):  # now after everything that it went into: its grad is complete
            for source, slope in value.inputs:
                source.grad += slope * value.grad
        ### END SOLUTION
