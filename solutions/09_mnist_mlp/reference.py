"""Reference for 09_mnist_mlp. What students get is this file with the marked regions taken out.

Shapes: (n, d) means n images as rows, d pixels as columns; h hidden units, k classes.
"""

import matplotlib.pyplot as plt
import numpy as np


def sigmoid(x):
    """1 / (1 + exp(-x)), element by element, as in 02_activations; exp never sees a large positive number."""
    decay = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + decay), decay / (1 + decay))


def softmax(a):
    """Scores to probabilities, as in 02_activations: along the last axis, so that every row sums to 1."""
    powers = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return powers / np.sum(powers, axis=-1, keepdims=True)


def class_indices(t):
    """Targets as class indices (n,), whether they come as such or one-hot (n, k)."""
    return np.argmax(t, axis=1) if np.ndim(t) == 2 else t


def normalize(images):
    """Turn images into rows of numbers between 0 and 1 (deck part 03, 'normalize' and 'flatten').

    Args:
        images: bytes from 0 to 255, dtype uint8, (n, 28, 28); they are not changed.

    Returns:
        Rows of dtype float32, (n, 784).
    """
    ### BEGIN SOLUTION
    rows = images.reshape(len(images), -1)  # (n, 784): line after line of pixels
    return rows.astype(np.float32) / 255
    ### END SOLUTION


def one_hot(labels, classes=10):
    """Write each label as a row with a single 1 (deck part 03, 'one-hot encoding').

    Args:
        labels: class indices, (n,), of any integer dtype.
        classes: how many classes there are.

    Returns:
        Zeros and ones, (n, classes).
    """
    ### BEGIN SOLUTION
    return np.eye(classes)[labels]  # row i of the identity matrix is the one-hot form of i
    ### END SOLUTION


def predict(network, x):
    """The forward pass of the deck's trained 784-50-100-10 network: sigmoid, sigmoid, softmax (deck part 03).

    Args:
        network: a dict with the weights W1, W2, W3 and the biases b1, b2, b3.
        x: one image (784,), or a batch (n, 784).

    Returns:
        Probabilities of the classes: (k,) for one image, (n, k) for a batch.
    """
    ### BEGIN SOLUTION
    z1 = sigmoid(x @ network["W1"] + network["b1"])   # (n, 784) @ (784, 50)  -> (n, 50)
    z2 = sigmoid(z1 @ network["W2"] + network["b2"])  # (n, 50)  @ (50, 100)  -> (n, 100)
    return softmax(z2 @ network["W3"] + network["b3"])  # (n, 100) @ (100, 10) -> (n, 10)
    ### END SOLUTION


def accuracy(network, x, t, batch_size=100):
    """How often `predict` is right, computed batch by batch (deck part 03, 'batch process').

    Args:
        network: as for `predict`.
        x: images, (n, 784).
        t: class indices, (n,).
        batch_size: how many images are computed at a time; the last batch may be shorter.

    Returns:
        The share of images whose most probable class is the right one: from 0 to 1.
    """
    ### BEGIN SOLUTION
    right = 0
    for start in range(0, len(x), batch_size):
        batch = slice(start, start + batch_size)  # a slice stops at the end by itself: the last batch may be short
        y = predict(network, x[batch])
        right += np.sum(np.argmax(y, axis=1) == t[batch])
    return float(right / len(x))
    ### END SOLUTION


class TwoLayerNet:
    """A network with one hidden layer that can be trained: sigmoid, then softmax with cross entropy (deck part 04).

    Attributes:
        params: a dict of the arrays W1 (d, h), b1 (h,), W2 (h, k), b2 (k,). Whoever replaces an array in it, or changes
            one in place, changes the network.
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01, rng=None):
        """A new network: weights normal with standard deviation weight_init_std, biases zero.

        Args:
            input_size, hidden_size, output_size: d, h and k.
            weight_init_std: standard deviation of the weights.
            rng: a NumPy Generator that all weights are drawn from; None: a new one.
        """
        ### BEGIN SOLUTION
        rng = np.random.default_rng() if rng is None else rng
        self.params = {
            "W1": weight_init_std * rng.standard_normal((input_size, hidden_size)),
            "b1": np.zeros(hidden_size),
            "W2": weight_init_std * rng.standard_normal((hidden_size, output_size)),
            "b2": np.zeros(output_size),
        }
        ### END SOLUTION

    def predict(self, x):
        """Probabilities (n, k) for images (n, d)."""
        ### BEGIN SOLUTION
        hidden = sigmoid(x @ self.params["W1"] + self.params["b1"])  # (n, h)
        return softmax(hidden @ self.params["W2"] + self.params["b2"])
        ### END SOLUTION

    def loss(self, x, t):
        """Mean cross entropy of a batch: the mean of -log(probability of the right class).

        Args:
            x: images, (n, d).
            t: one-hot rows (n, k) or class indices (n,).

        Returns:
            A number.
        """
        ### BEGIN SOLUTION
        y = self.predict(x)
        of_right_class = y[np.arange(len(y)), class_indices(t)]  # (n,)
        return -np.mean(np.log(of_right_class))
        ### END SOLUTION

    def accuracy(self, x, t):
        """Share of right answers, from 0 to 1; x (n, d), t one-hot (n, k) or class indices (n,)."""
        ### BEGIN SOLUTION
        return np.mean(np.argmax(self.predict(x), axis=1) == class_indices(t))
        ### END SOLUTION

    def gradient(self, x, t):
        """The gradient of `loss` by backpropagation (deck part 05, 'SoftmaxWithLoss', 'Affine', 'Sigmoid').

        Args:
            x: images, (n, d).
            t: one-hot rows (n, k) or class indices (n,).

        Returns:
            A dict: for each name in params an array of the parameter's shape.
        """
        ### BEGIN SOLUTION
        hidden = sigmoid(x @ self.params["W1"] + self.params["b1"])  # (n, h)
        y = softmax(hidden @ self.params["W2"] + self.params["b2"])  # (n, k)

        dy = (y - one_hot(class_indices(t), y.shape[1])) / len(x)  # softmax and mean cross entropy together
        dhidden = dy @ self.params["W2"].T * hidden * (1 - hidden)  # (n, k) @ (k, h) -> (n, h)
        return {
            "W1": x.T @ dhidden,  # (d, n) @ (n, h)
            "b1": dhidden.sum(axis=0),
            "W2": hidden.T @ dy,  # (h, n) @ (n, k)
            "b2": dy.sum(axis=0),
        }
        ### END SOLUTION

    def numerical_gradient(self, x, t):
        """The same gradient by central differences (deck part 04, 'numerical gradient'): slow, for checking.

        Args, Returns: as `gradient`. The parameters are the same afterwards.
        """
        ### BEGIN SOLUTION
        h = 1e-4
        grads = {}
        for name, array in self.params.items():
            grads[name] = np.zeros_like(array)
            for index in np.ndindex(array.shape):
                kept = array[index]
                array[index] = kept + h
                above = self.loss(x, t)
                array[index] = kept - h
                below = self.loss(x, t)
                array[index] = kept
                grads[name][index] = (above - below) / (2 * h)
        return grads
        ### END SOLUTION


def train(network, x_train, t_train, iters_num, batch_size=100, learning_rate=0.1, rng=None):
    """Mini-batch stochastic gradient descent (deck part 04, 'evaluation with MNIST').

    Args:
        network: a TwoLayerNet; its params are changed.
        x_train: images, (n, d), n at least batch_size; not changed.
        t_train: one-hot rows (n, k) or class indices (n,).
        iters_num: how many updates, each with a batch of its own.
        batch_size: how many images a batch has.
        learning_rate: eta.
        rng: a NumPy Generator that all batches are drawn with; None: a new one.

    Returns:
        A list of iters_num numbers: the loss of each batch.
    """
    ### BEGIN SOLUTION
    rng = np.random.default_rng() if rng is None else rng
    losses = []
    for _ in range(iters_num):
        batch = rng.choice(len(x_train), batch_size)
        x, t = x_train[batch], t_train[batch]
        grads = network.gradient(x, t)
        for name, grad in grads.items():
            network.params[name] -= learning_rate * grad
        losses.append(network.loss(x, t))
    return losses
    ### END SOLUTION


def build_and_train(x_train, t_train, rng):
    """A network of your own, trained to read digits it has never seen.

    Args:
        x_train: images as `normalize` gives them, (4000, 784).
        t_train: class indices, (4000,).
        rng: a NumPy Generator for the weights and the batches.

    Returns:
        A trained TwoLayerNet.
    """
    ### BEGIN SOLUTION
    network = TwoLayerNet(x_train.shape[1], 50, 10, rng=rng)
    train(network, x_train, t_train, 400, learning_rate=1.0, rng=rng)  # 10 epochs of 40 batches
    return network
    ### END SOLUTION


def confusion_matrix(true, predicted, classes=10):
    """Count what was taken for what.

    Args:
        true: the right classes, (n,) ints.
        predicted: the answers, (n,) ints.
        classes: how many classes there are.

    Returns:
        Integers (classes, classes): row i, column j counts the images of class i that were called j.
    """
    ### BEGIN SOLUTION
    counts = np.zeros((classes, classes), dtype=int)
    np.add.at(counts, (true, predicted), 1)  # counts[true, predicted] += 1 would count a repeated pair once
    return counts
    ### END SOLUTION


def plot_history(train_acc, test_acc):
    """Draw how both accuracies grew (deck part 04, 'evaluation with MNIST').

    Args:
        train_acc: accuracy on the training images, one number for each epoch.
        test_acc: accuracy on the test images, as many numbers.

    Returns:
        A new matplotlib Figure with two lines over the epochs, labelled 'train acc' and 'test acc', and a legend.
    """
    ### BEGIN SOLUTION
    figure, axes = plt.subplots()
    axes.plot(train_acc, label="train acc")
    axes.plot(test_acc, "--", label="test acc")
    axes.set_xlabel("epochs")
    axes.set_ylabel("accuracy")
    axes.legend(loc="lower right")
    return figure
    ### END SOLUTION
