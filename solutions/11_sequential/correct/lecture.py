"""The lecture's own way: affine and activation layers as objects, cautious learning rates, files with a suffix."""

import numpy as np


class Identity:
    def forward(self, z):
        return z

    def backward(self, dout):
        return dout


class Relu:
    def forward(self, z):
        self.mask = z <= 0
        out = z.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout):
        dz = dout.copy()
        dz[self.mask] = 0
        return dz


class Sigmoid:
    def forward(self, z):
        with np.errstate(over="ignore"):
            self.out = 1 / (1 + np.exp(-z))
        return self.out

    def backward(self, dout):
        return dout * (1.0 - self.out) * self.out


class Tanh:
    def forward(self, z):
        self.out = np.tanh(z)
        return self.out

    def backward(self, dout):
        return dout * (1.0 - self.out**2)


class Softmax:
    def forward(self, z):
        c = np.max(z, axis=1).reshape(-1, 1)
        powers = np.exp(z - c)
        return powers / np.sum(powers, axis=1).reshape(-1, 1)

    def backward(self, dout):
        return dout


class Dense:
    def __init__(self, units, input_dim=None, activation=None):
        self.units = units
        self.input_dim = input_dim
        self.activation = activation
        if activation is None:
            self.function = Identity()
        elif activation == "relu":
            self.function = Relu()
        elif activation == "sigmoid":
            self.function = Sigmoid()
        elif activation == "tanh":
            self.function = Tanh()
        elif activation == "softmax":
            self.function = Softmax()
        else:
            raise ValueError("unknown activation")

    def build(self, input_dim, rng):
        self.input_dim = input_dim
        variance = (2.0 if self.activation == "relu" else 1.0) / input_dim  # He's start, Xavier's
        self.W = rng.standard_normal((input_dim, self.units)) * np.sqrt(variance)
        self.b = np.zeros(self.units)

    def forward(self, x):
        self.x = x
        return self.function.forward(np.dot(x, self.W) + self.b)

    def backward(self, dout):
        dz = self.function.backward(dout)
        self.dW = np.dot(self.x.T, dz)
        self.db = np.sum(dz, axis=0)
        return np.dot(dz, self.W.T)


class Sequential:
    def __init__(self, seed=0):
        np.random.seed(seed)  # the lecture's labs use NumPy's global generator for the order of samples
        self.rng = np.random.default_rng(seed)
        self.layers = []
        self.history = {"loss": [], "acc": []}

    def add(self, layer):
        if self.layers:
            layer.build(self.layers[-1].units, self.rng)
        else:
            layer.build(layer.input_dim, self.rng)
        self.layers.append(layer)

    def compile(self, loss, optimizer, metrics=()):
        self.loss = loss
        self.optimizer = optimizer
        self.metrics = list(metrics)
        self.moments = {}
        self.iter = 0

    def predict(self, X):
        if X.shape[1] != self.layers[0].W.shape[0]:
            raise ValueError("wrong number of columns")
        for layer in self.layers:
            X = layer.forward(X)
        return X

    def predict_classes(self, X):
        y = self.predict(X)
        if y.shape[1] == 1:
            return np.where(y[:, 0] >= 0.5, 1.0, 0.0)
        return np.argmax(y, axis=1)

    def evaluate(self, X, Y):
        y = self.predict(X)
        if self.loss == "mean_squared_error":
            loss = np.sum((y - Y) ** 2) / y.size
        elif self.loss == "binary_crossentropy":
            y_safe = np.clip(y, 1e-7, 1 - 1e-7)
            loss = -np.sum(Y * np.log(y_safe) + (1 - Y) * np.log(1 - y_safe)) / y.size
        else:
            loss = -np.sum(Y * np.log(y + 1e-7)) / y.shape[0]
        wanted = Y[:, 0] if Y.shape[1] == 1 else np.argmax(Y, axis=1)
        return float(loss), float(np.sum(self.predict_classes(X) == wanted) / len(X))

    def gradient(self, X, Y):
        y = self.predict(X)
        n = X.shape[0]
        layers = list(reversed(self.layers))
        if self.loss == "binary_crossentropy" and self.layers[-1].activation == "sigmoid":
            last = layers.pop(0)  # sigmoid and binary cross entropy joined: y - t at the weighted sums
            dz = (y - Y) / n
            last.dW = np.dot(last.x.T, dz)
            last.db = np.sum(dz, axis=0)
            dout = np.dot(dz, last.W.T)
        else:
            dout = (y - Y) / n
        for layer in layers:
            dout = layer.backward(dout)

    def update(self):
        self.iter += 1
        for i, layer in enumerate(self.layers):
            for name in ("W", "b"):
                p, g = getattr(layer, name), getattr(layer, "d" + name)
                if self.optimizer == "sgd":
                    setattr(layer, name, p - 0.01 * g)
                else:
                    m, v = self.moments.get((i, name), (np.zeros_like(p), np.zeros_like(p)))
                    m = m + (1 - 0.9) * (g - m)
                    v = v + (1 - 0.999) * (g**2 - v)
                    self.moments[i, name] = m, v
                    rate = 0.001 * np.sqrt(1.0 - 0.999**self.iter) / (1.0 - 0.9**self.iter)
                    setattr(layer, name, p - rate * m / (np.sqrt(v) + 1e-7))

    def fit(self, X, Y, epochs, batch_size, validation_data=None):
        if validation_data is not None:
            self.history.setdefault("val_loss", [])
            self.history.setdefault("val_acc", [])
        for _ in range(epochs):
            order = np.random.permutation(len(X))
            start = 0
            while start < len(X):
                mask = order[start : start + batch_size]
                self.gradient(X[mask], Y[mask])
                self.update()
                start += batch_size
            for keys, data in ((("loss", "acc"), (X, Y)), (("val_loss", "val_acc"), validation_data)):
                if data is not None:
                    for key, value in zip(keys, self.evaluate(*data), strict=True):
                        self.history[key].append(value)
        return {key: list(values) for key, values in self.history.items()}  # of all fits so far

    def count_params(self):
        total = 0
        for layer in self.layers:
            total += (layer.input_dim + 1) * layer.units
        return total

    def summary(self):
        rows = ["Layer      Output     Param #", "=" * 30]
        for layer in self.layers:
            rows.append(f"Dense      {layer.units:<10d} {(layer.input_dim + 1) * layer.units}")
        rows.append("=" * 30)
        rows.append(f"Total params: {self.count_params():,}")
        text = "\n".join(rows)
        print(text)
        return text

    def save(self, path):
        if not path.endswith(".npz"):
            path = path + ".npz"
        arrays = {}
        for i, layer in enumerate(self.layers):
            arrays["W" + str(i)] = layer.W
            arrays["b" + str(i)] = layer.b
        names = np.array([str(layer.activation) for layer in self.layers])
        np.savez(path, activations=names, **arrays)


def load_model(path):
    if not path.endswith(".npz"):
        path = path + ".npz"
    file = np.load(path, allow_pickle=False)
    model = Sequential()
    for i, name in enumerate(file["activations"]):
        W = file["W" + str(i)]
        model.add(Dense(W.shape[1], input_dim=W.shape[0], activation=None if name == "None" else str(name)))
        model.layers[-1].W = W
        model.layers[-1].b = file["b" + str(i)]
    return model


def regression_model(X, Y):
    model = Sequential(seed=3)
    model.add(Dense(64, input_dim=X.shape[1], activation="relu"))
    model.add(Dense(32, activation="relu"))
    model.add(Dense(1))
    model.compile(loss="mean_squared_error", optimizer="adam", metrics=["accuracy"])
    model.fit(X, Y, epochs=150, batch_size=10)
    return model


def multiclass_model(X, Y):
    model = Sequential(seed=3)
    model.add(Dense(24, input_dim=2, activation="relu"))
    model.add(Dense(3, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="sgd", metrics=["accuracy"])
    model.fit(X, Y, epochs=150, batch_size=5)
    return model
