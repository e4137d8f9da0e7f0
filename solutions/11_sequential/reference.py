"""Reference for 11_sequential. What students get is this file with the marked regions taken out.

A batch is (n, d): n samples as rows. Targets Y are 2-D as well: (n, 1) or (n, k).
"""

import numpy as np

EPSILON = 1e-7


def sigmoid(z):
    """1 / (1 + exp(-z)), element by element; exp never sees a positive number, so it cannot overflow."""
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, small) / (1.0 + small)


def softmax(z):
    """Row by row: (n, k) -> (n, k), every row sums to 1."""
    powers = np.exp(z - np.max(z, axis=1, keepdims=True))
    return powers / np.sum(powers, axis=1, keepdims=True)


def starting_weights(n_in, n_out, rng):
    """Xavier's start: normal, mean 0, variance 1 / n_in; (n_in, n_out)."""
    return rng.normal(size=(n_in, n_out)) / np.sqrt(n_in)


class SGD:
    """w <- w - lr dL/dw, in place."""

    def __init__(self, lr=0.1):
        self.lr = lr

    def update(self, params, grads):
        for key in params:
            params[key] -= self.lr * grads[key]


class Adam:
    """Two running means for every parameter, of the gradient and of its square, corrected for their start at 0."""

    def __init__(self, lr=0.01, beta1=0.9, beta2=0.999):
        self.lr, self.beta1, self.beta2 = lr, beta1, beta2
        self.t, self.m, self.v = 0, {}, {}

    def update(self, params, grads):
        self.t += 1
        for key, g in grads.items():
            self.m[key] = self.beta1 * self.m.get(key, 0.0) + (1 - self.beta1) * g
            self.v[key] = self.beta2 * self.v.get(key, 0.0) + (1 - self.beta2) * g**2
            m = self.m[key] / (1 - self.beta1**self.t)
            v = self.v[key] / (1 - self.beta2**self.t)
            params[key] -= self.lr * m / (np.sqrt(v) + 1e-8)


class Dense:
    """A fully connected layer with its activation: y = f(x W + b) (wiki edu05, 'Dense').

    Attributes after `build`: `W` (input_dim, units), `b` (units,); after `backward`: `dW`, `db`, of the same shapes.
    """

    def __init__(self, units, input_dim=None, activation=None):
        """Remember what the layer is to be; its weights are made by `build`.

        Args:
            units: how many units the layer has, that is, how many outputs.
            input_dim: how many inputs; only the first layer of a model has to say so.
            activation: None, "relu", "sigmoid", "tanh" or "softmax".

        Raises:
            ValueError: another activation.
        """
        ### BEGIN SOLUTION
        if activation not in (None, "relu", "sigmoid", "tanh", "softmax"):
            raise ValueError(f"unknown activation {activation!r}")
        self.units = units
        self.input_dim = input_dim
        self.activation = activation
        ### END SOLUTION

    def build(self, input_dim, rng):
        """Make `W` and `b`: random weights, biases 0.

        Args:
            input_dim: how many inputs.
            rng: the numpy Generator that all randomness comes from.
        """
        ### BEGIN SOLUTION
        self.W = starting_weights(input_dim, self.units, rng)
        self.b = np.zeros(self.units)
        ### END SOLUTION

    def forward(self, x):
        """The layer's outputs; what `backward` will need is kept.

        Args:
            x: (n, input_dim).

        Returns:
            (n, units).
        """
        ### BEGIN SOLUTION
        self.x = x
        z = x @ self.W + self.b  # (n, d) @ (d, k) + (k,); a wrong number of columns is a ValueError of `@`
        if self.activation == "relu":
            self.y = np.maximum(z, 0.0)
        elif self.activation == "sigmoid":
            self.y = sigmoid(z)
        elif self.activation == "tanh":
            self.y = np.tanh(z)
        elif self.activation == "softmax":
            self.y = softmax(z)
        else:
            self.y = z
        return self.y
        ### END SOLUTION

    def backward(self, dout):
        """Set `dW` and `db`, and send the gradient on to the input (assignment 06, Affine).

        Args:
            dout: gradient of the loss at the layer's output y, (n, units). For softmax alone it is the gradient at the
                input of the softmax: joined with cross entropy that is (y - t) / n, and nothing is left to be done.

        Returns:
            Gradient of the loss at x, (n, input_dim).
        """
        ### BEGIN SOLUTION
        if self.activation == "relu":
            dz = dout * (self.y > 0)
        elif self.activation == "sigmoid":
            dz = dout * self.y * (1 - self.y)
        elif self.activation == "tanh":
            dz = dout * (1 - self.y**2)
        else:  # None has slope 1; what arrives at a softmax is the gradient at z already
            dz = dout
        self.dW = self.x.T @ dz  # (d, n) @ (n, k): the product adds up the n samples
        self.db = np.sum(dz, axis=0)  # (k,)
        return dz @ self.W.T  # (n, k) @ (k, d)
        ### END SOLUTION


class Sequential:
    """A list of layers, `layers`, with everything that training needs (wiki edu05, the Keras workflow)."""

    def __init__(self, seed=0):
        """An empty model. Start weights and the order of samples are drawn from one Generator with that seed."""
        ### BEGIN SOLUTION
        self.rng = np.random.default_rng(seed)
        self.layers = []
        ### END SOLUTION

    def add(self, layer):
        """Append a Dense layer and build it: its inputs are the outputs of the layer before."""
        ### BEGIN SOLUTION
        layer.build(self.layers[-1].units if self.layers else layer.input_dim, self.rng)
        self.layers.append(layer)
        ### END SOLUTION

    def compile(self, loss, optimizer, metrics=()):
        """Choose what is minimised and how.

        Args:
            loss: "mean_squared_error", "binary_crossentropy" or "categorical_crossentropy".
            optimizer: "sgd" or "adam".
            metrics: as in Keras, e.g. ["accuracy"]; the accuracy is measured anyway.
        """
        ### BEGIN SOLUTION
        self.loss = loss
        self.optimizer = Adam() if optimizer == "adam" else SGD()
        ### END SOLUTION

    def predict(self, X):
        """The last layer's outputs, (n, k), for X (n, d). A wrong number of columns raises ValueError."""
        ### BEGIN SOLUTION
        for layer in self.layers:
            X = layer.forward(X)
        return X
        ### END SOLUTION

    def predict_classes(self, X):
        """The class of each sample, (n,): with one output 1 where it is above 0.5, else the index of the largest."""
        ### BEGIN SOLUTION
        y = self.predict(X)
        return np.argmax(y, axis=1) if y.shape[1] > 1 else (y[:, 0] > 0.5).astype(int)
        ### END SOLUTION

    def loss_value(self, y, t):
        """The chosen loss of predictions y and targets t, both (n, k): a number, the mean over the samples."""
        ### BEGIN SOLUTION
        if self.loss == "mean_squared_error":
            return np.mean((y - t) ** 2)
        if self.loss == "binary_crossentropy":
            return -np.mean(t * np.log(y + EPSILON) + (1 - t) * np.log(1 - y + EPSILON))
        return -np.sum(t * np.log(y + EPSILON)) / len(t)
        ### END SOLUTION

    def loss_gradient(self, y, t):
        """The gradient that the last layer's `backward` expects, (n, k).

        At y for mean_squared_error and binary_crossentropy; at the input of the softmax for categorical_crossentropy.
        """
        ### BEGIN SOLUTION
        if self.loss == "mean_squared_error":
            return 2 * (y - t) / t.size
        if self.loss == "binary_crossentropy":
            return (y - t) / (y * (1 - y) + EPSILON) / t.size
        return (y - t) / len(t)
        ### END SOLUTION

    def train_on_batch(self, X, Y):
        """One update: forward, backward through all layers, and then one step of the optimizer."""
        ### BEGIN SOLUTION
        dout = self.loss_gradient(self.predict(X), Y)
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        params, grads = {}, {}
        for i, layer in enumerate(self.layers):
            params["W", i], params["b", i] = layer.W, layer.b  # the layers' own arrays: the update is in place
            grads["W", i], grads["b", i] = layer.dW, layer.db
        self.optimizer.update(params, grads)
        ### END SOLUTION

    def evaluate(self, X, Y):
        """Measure without training.

        Args:
            X: (n, d).
            Y: (n, k).

        Returns:
            (loss, accuracy): the chosen loss, and the share of samples whose class is right.
        """
        ### BEGIN SOLUTION
        classes = np.argmax(Y, axis=1) if Y.shape[1] > 1 else Y[:, 0]  # (n,), as predict_classes gives them
        return self.loss_value(self.predict(X), Y), np.mean(self.predict_classes(X) == classes)
        ### END SOLUTION

    def fit(self, X, Y, epochs, batch_size, validation_data=None):
        """Train; a second call goes on from where the first one stopped.

        Args:
            X: (n, d); it is not changed.
            Y: (n, k); it is not changed.
            epochs: how many times all samples are used.
            batch_size: samples for one update; the last batch of an epoch may be smaller.
            validation_data: None, or a pair (X, Y) that is measured after each epoch and never trained on.

        Returns:
            The history: lists "loss" and "acc" with one entry an epoch, and "val_loss" and "val_acc" if there are
            validation data.
        """
        ### BEGIN SOLUTION
        history = {"loss": [], "acc": []}
        if validation_data is not None:
            history.update({"val_loss": [], "val_acc": []})
        for _ in range(epochs):
            order = self.rng.permutation(len(X))  # every sample once, in a new order
            for start in range(0, len(X), batch_size):
                rows = order[start : start + batch_size]
                self.train_on_batch(X[rows], Y[rows])
            loss, accuracy = self.evaluate(X, Y)
            history["loss"].append(loss)
            history["acc"].append(accuracy)
            if validation_data is not None:
                loss, accuracy = self.evaluate(*validation_data)
                history["val_loss"].append(loss)
                history["val_acc"].append(accuracy)
        return history
        ### END SOLUTION

    def count_params(self):
        """How many numbers the model learns: all weights and all biases."""
        ### BEGIN SOLUTION
        return sum(layer.W.size + layer.b.size for layer in self.layers)
        ### END SOLUTION

    def summary(self):
        """A text with a line for each layer and the total number of parameters; it is returned, not printed."""
        ### BEGIN SOLUTION
        lines = [f"{layer.activation}: {layer.W.shape} weights, {layer.b.size} biases" for layer in self.layers]
        return "\n".join([*lines, f"Total parameters: {self.count_params()}"])
        ### END SOLUTION

    def save(self, path):
        """Write all that `load_model` needs to predict to the file `path`: plain arrays, nothing pickled.

        Args:
            path: name of the file, with any suffix or none.
        """
        ### BEGIN SOLUTION
        arrays = {}
        for i, layer in enumerate(self.layers):
            arrays[f"W{i}"], arrays[f"b{i}"] = layer.W, layer.b
            arrays[f"activation{i}"] = np.array(layer.activation or "linear")  # None would need a pickle
        with open(path, "wb") as file:  # given a name, savez would add .npz to it
            np.savez(file, **arrays)
        ### END SOLUTION


def load_model(path):
    """A model that predicts what the saved one did, to the bit (wiki edu05, 'load_model').

    Args:
        path: what `save` was given.

    Returns:
        A Sequential; it need not be compiled.
    """
    ### BEGIN SOLUTION
    model = Sequential()  # its layers come from the file
    with np.load(path, allow_pickle=False) as saved:  # a pickle could run anybody's code while it is loaded
        for i in range(len(saved.files) // 3):
            activation = str(saved[f"activation{i}"])
            input_dim, units = saved[f"W{i}"].shape
            layer = Dense(units, input_dim, None if activation == "linear" else activation)
            model.add(layer)
            layer.W, layer.b = saved[f"W{i}"], saved[f"b{i}"]
    return model
    ### END SOLUTION


def regression_model(X, Y):
    """Build, compile and train a model that predicts numbers (wiki edu05, 'activation and loss of the last layer').

    Args:
        X: (n, 2).
        Y: (n, 1), any numbers.

    Returns:
        The trained Sequential: what it predicts is what the `W` and `b` of its layers say.
    """
    ### BEGIN SOLUTION
    model = Sequential(seed=1)
    model.add(Dense(32, input_dim=2, activation="tanh"))
    model.add(Dense(1))  # no activation: a number may be negative, and of any size
    model.compile(loss="mean_squared_error", optimizer="adam")
    model.fit(X, Y, epochs=200, batch_size=20)
    return model
    ### END SOLUTION


def multiclass_model(X, Y):
    """Build, compile and train a model that tells classes apart (wiki edu05, 'activation and loss of the last layer').

    Args:
        X: (n, 2).
        Y: one-hot, (n, 3).

    Returns:
        The trained Sequential: what it predicts is what the `W` and `b` of its layers say.
    """
    ### BEGIN SOLUTION
    model = Sequential(seed=1)
    model.add(Dense(16, input_dim=2, activation="relu"))
    model.add(Dense(3, activation="softmax"))  # one unit a class: a softmax over a single unit is always 1
    model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    model.fit(X, Y, epochs=50, batch_size=20)
    return model
    ### END SOLUTION
