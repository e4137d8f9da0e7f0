"""Reference for 06_computational_graph. What students get is this file with the marked regions taken out.

Every layer keeps the same promise: `forward` computes its output and remembers what it will need, `backward` takes the
gradient of the final value with respect to that output and returns the gradient with respect to each input.
"""

import numpy as np


def softmax(a):
    """Row by row, as you wrote it in 02_activations: (n, k) -> (n, k), every row sums to 1."""
    powers = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return powers / np.sum(powers, axis=-1, keepdims=True)


class MulLayer:
    """A multiplication node, z = x y (deck part 05, 'multiplication node')."""

    def forward(self, x, y):
        """Multiply, and keep what backward will ask for.

        Args:
            x, y: two numbers, or two arrays of one shape.

        Returns:
            The product, element by element.
        """
        ### BEGIN SOLUTION
        self.x = x
        self.y = y
        return x * y
        ### END SOLUTION

    def backward(self, dout):
        """Send the upstream gradient on to both inputs of the last forward.

        Args:
            dout: how fast the final value changes with this node's output; of the output's shape.

        Returns:
            (dx, dy): how fast the final value changes with x and with y.
        """
        ### BEGIN SOLUTION
        return dout * self.y, dout * self.x
        ### END SOLUTION


class AddLayer:
    """An addition node, z = x + y (deck part 05, 'addition node')."""

    def forward(self, x, y):
        """Add.

        Args:
            x, y: two numbers, or two arrays of one shape; neither is changed.

        Returns:
            The sum, element by element.
        """
        ### BEGIN SOLUTION
        return x + y
        ### END SOLUTION

    def backward(self, dout):
        """Send the upstream gradient on to both inputs.

        Args:
            dout: how fast the final value changes with this node's output; of the output's shape.

        Returns:
            (dx, dy).
        """
        ### BEGIN SOLUTION
        return dout, dout
        ### END SOLUTION


def apple_price(apple, count, tax):
    """What some apples cost, and how the price reacts to each input (deck part 05, 'buying apples').

    Args:
        apple: price of one apple.
        count: how many apples.
        tax: factor that the sum is multiplied by; 1.1 is a tax of 10 %.

    Returns:
        (price, dapple, dcount, dtax): the price to pay, not rounded, and its derivative by each input.
    """
    ### BEGIN SOLUTION
    apples, taxed = MulLayer(), MulLayer()
    price = taxed.forward(apples.forward(apple, count), tax)  # 100, 2 -> 200, 1.1 -> 220

    dsum, dtax = taxed.backward(1)  # d price / d price is 1: the gradient enters the graph there
    dapple, dcount = apples.backward(dsum)
    return price, dapple, dcount, dtax
    ### END SOLUTION


def fruit_price(apple, apple_count, orange, orange_count, tax):
    """What apples and oranges cost together (deck part 05, 'buying apples and oranges').

    Args:
        apple, orange: price of one piece.
        apple_count, orange_count: how many of each.
        tax: factor that the sum is multiplied by.

    Returns:
        A dict with the keys price, dapple, dapple_count, dorange, dorange_count, dtax.
    """
    ### BEGIN SOLUTION
    apples, oranges, both, taxed = MulLayer(), MulLayer(), AddLayer(), MulLayer()
    apple_sum = apples.forward(apple, apple_count)
    orange_sum = oranges.forward(orange, orange_count)
    price = taxed.forward(both.forward(apple_sum, orange_sum), tax)

    dsum, dtax = taxed.backward(1)  # the same nodes in the opposite order
    dapple_sum, dorange_sum = both.backward(dsum)
    dapple, dapple_count = apples.backward(dapple_sum)
    dorange, dorange_count = oranges.backward(dorange_sum)
    return {
        "price": price,
        "dapple": dapple,
        "dapple_count": dapple_count,
        "dorange": dorange,
        "dorange_count": dorange_count,
        "dtax": dtax,
    }
    ### END SOLUTION


def product_of_sum(x, y, z):
    """f = (x + y) z and its three partial derivatives (deck 'Deep Learning (MLP)' part 04, 'a simple example').

    Args:
        x, y, z: numbers.

    Returns:
        (f, df/dx, df/dy, df/dz).
    """
    ### BEGIN SOLUTION
    add, mul = AddLayer(), MulLayer()
    f = mul.forward(add.forward(x, y), z)

    dq, dz = mul.backward(1)
    dx, dy = add.backward(dq)
    return f, dx, dy, dz
    ### END SOLUTION


def square_of_sum_grad(x, y):
    """The gradient of z = (x + y)^2 by the chain rule with t = x + y (deck part 05, 'chain rule').

    Args:
        x, y: numbers.

    Returns:
        (dz/dx, dz/dy).
    """
    ### BEGIN SOLUTION
    t = x + y
    dz_dt = 2 * t
    dt_dx = dt_dy = 1
    return dz_dt * dt_dx, dz_dt * dt_dy
    ### END SOLUTION


class Relu:
    """The ReLU layer: y = x where x > 0, else 0 (deck part 05, 'activation functions')."""

    def forward(self, x):
        """Let positive entries through.

        Args:
            x: an array of any shape; it is not changed.

        Returns:
            A new array of the shape of x.
        """
        ### BEGIN SOLUTION
        self.open = x > 0  # which gates stand open; at x = 0 the gate is closed
        return np.where(self.open, x, 0.0)
        ### END SOLUTION

    def backward(self, dout):
        """Let the upstream gradient through where the input was let through.

        Args:
            dout: an array of the shape of x; it is not changed.

        Returns:
            A new array of the same shape. The derivative at x = 0 counts as 0.
        """
        ### BEGIN SOLUTION
        return np.where(self.open, dout, 0.0)
        ### END SOLUTION


class Sigmoid:
    """The sigmoid layer: y = 1 / (1 + exp(-x)) (deck part 05, 'activation functions')."""

    def forward(self, x):
        """Squash every entry into the range from 0 to 1.

        Args:
            x: an array of any shape; it is not changed.

        Returns:
            An array of the shape of x.
        """
        ### BEGIN SOLUTION
        self.y = 1 / (1 + np.exp(-x))
        return self.y
        ### END SOLUTION

    def backward(self, dout):
        """Multiply the upstream gradient by the sigmoid's slope, which is written with the layer's output.

        Args:
            dout: an array of the shape of x; it is not changed.

        Returns:
            An array of the same shape.
        """
        ### BEGIN SOLUTION
        return dout * self.y * (1 - self.y)
        ### END SOLUTION


class Affine:
    """A fully connected layer, Y = X W + b, for a batch of n samples (ch. 6 lecture, 'matrices').

    After `backward`, the attributes `dW` (d, k) and `db` (k,) hold the gradients of the parameters.
    """

    def __init__(self, W, b):
        """Keep the parameters.

        Args:
            W: weights, (d, k).
            b: biases, (k,).
        """
        ### BEGIN SOLUTION
        self.W = W
        self.b = b
        ### END SOLUTION

    def forward(self, x):
        """Weighted sums of every sample.

        Args:
            x: (n, d).

        Returns:
            (n, k).
        """
        ### BEGIN SOLUTION
        self.x = x
        return x @ self.W + self.b  # (n, d) @ (d, k) + (k,), the same b for each of the n rows
        ### END SOLUTION

    def backward(self, dout):
        """Set `dW` and `db`, and send the gradient on to the input.

        Args:
            dout: (n, k).

        Returns:
            dx, (n, d).
        """
        ### BEGIN SOLUTION
        self.dW = self.x.T @ dout  # (d, n) @ (n, k): the product adds up the n samples
        self.db = np.sum(dout, axis=0)  # (k,): b went into n rows, so n gradients come back
        return dout @ self.W.T  # (n, k) @ (k, d)
        ### END SOLUTION


class SoftmaxWithLoss:
    """Softmax and the mean cross entropy as one layer, the last of a classifier (deck part 04, 'cross entropy')."""

    def forward(self, x, t):
        """The loss of a batch.

        Args:
            x: scores, (n, k).
            t: targets, one-hot, (n, k).

        Returns:
            The cross entropy, averaged over the n samples: a number.
        """
        ### BEGIN SOLUTION
        self.y = softmax(x)  # (n, k)
        self.t = t
        return -np.sum(t * np.log(self.y + 1e-7)) / len(x)  # 1e-7 keeps log away from 0
        ### END SOLUTION

    def backward(self, dout=1):
        """The gradient by the scores; it may be asked for more than once.

        Args:
            dout: upstream gradient, a number; 1 if this is the last node of the graph.

        Returns:
            dx, (n, k).
        """
        ### BEGIN SOLUTION
        return dout * (self.y - self.t) / len(self.t)  # softmax and log undo each other: what is left is the error
        ### END SOLUTION
