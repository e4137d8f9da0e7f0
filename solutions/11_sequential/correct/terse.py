"""Terse NumPy: tables of functions, one vector of parameters a layer, no shuffling."""

import numpy as np

F = {
    None: (lambda z: z, lambda y: 1.0),
    "relu": (lambda z: z.clip(0), lambda y: y > 0),
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z.clip(-500, 500))), lambda y: y * (1 - y)),
    "tanh": (np.tanh, lambda y: 1 - y * y),
    "softmax": (lambda z: (e := np.exp(z - z.max(1, keepdims=True))) / e.sum(1, keepdims=True), lambda y: 1.0),
}
LOSS = {
    "mean_squared_error": (lambda y, t: ((y - t) ** 2).mean(), lambda y, t: 2 * (y - t) / y.size),
    "binary_crossentropy": (
        lambda y, t: -np.log((t * y + (1 - t) * (1 - y)).clip(1e-15)).mean(),
        lambda y, t: (y - t) / (y * (1 - y)).clip(1e-15) / y.size,
    ),
    "categorical_crossentropy": (
        lambda y, t: -(t * np.log(y.clip(1e-15))).sum() / len(t),
        lambda y, t: (y - t) / len(t),
    ),
}


class Dense:
    def __init__(self, units, input_dim=None, activation=None):
        if activation not in F:
            raise ValueError(activation)
        self.units, self.input_dim, self.f, self.name = units, input_dim, F[activation], activation

    def build(self, input_dim, rng):
        self.W, self.b = rng.normal(0, 0.5, (input_dim, self.units)), np.zeros(self.units)

    def forward(self, x):
        self.x, self.y = x, self.f[0](x @ self.W + self.b)
        return self.y

    def backward(self, dout):
        dz = dout * self.f[1](self.y)
        self.dW, self.db = self.x.T @ dz, dz.sum(0)
        return dz @ self.W.T


class Sequential:
    def __init__(self, seed=0):
        self.rng, self.layers = np.random.default_rng(seed), []

    def add(self, layer):
        layer.build(layer.input_dim or self.layers[-1].units, self.rng)
        self.layers += [layer]

    def compile(self, loss, optimizer, metrics=()):
        (self.loss, self.dloss), self.adam, self.t = LOSS[loss], optimizer == "adam", 0
        self.m = self.v = 0

    def predict(self, X):
        for layer in self.layers:
            X = layer.forward(X)
        return X

    def predict_classes(self, X):
        y = self.predict(X)
        return y.argmax(1) if y.shape[1] > 1 else y[:, 0] > 0.5

    def evaluate(self, X, Y):
        y = self.predict(X)
        c = [a.argmax(1) if a.shape[1] > 1 else a[:, 0] > 0.5 for a in (y, Y)]
        return np.array([self.loss(y, Y), (c[0] == c[1]).mean()])

    def _step(self, X, Y):
        d = self.dloss(self.predict(X), Y)
        for layer in self.layers[::-1]:
            d = layer.backward(d)
        g = np.concatenate([a.ravel() for layer in self.layers for a in (layer.dW, layer.db)])
        if self.adam:
            self.t += 1
            self.m, self.v = 0.9 * self.m + 0.1 * g, 0.999 * self.v + 0.001 * g * g
            g = 0.005 * self.m / (1 - 0.9**self.t) / np.sqrt(self.v / (1 - 0.999**self.t) + 1e-16)
        else:
            g = 0.3 * g
        for layer in self.layers:
            for a in (layer.W, layer.b):
                a -= g[: a.size].reshape(a.shape)
                g = g[a.size :]

    def fit(self, X, Y, epochs, batch_size, validation_data=None):
        rows = []
        for _ in range(epochs):
            for i in range(0, len(X), batch_size):
                self._step(X[i : i + batch_size], Y[i : i + batch_size])
            rows.append([*self.evaluate(X, Y), *(self.evaluate(*validation_data) if validation_data else ())])
        return dict(zip(["loss", "acc", "val_loss", "val_acc"], np.array(rows).T, strict=False))

    def count_params(self):
        return np.sum([layer.W.size + layer.b.size for layer in self.layers])

    def summary(self):
        return f"{[layer.units for layer in self.layers]}: {self.count_params()}"

    def save(self, path):
        with open(path, "wb") as f:
            np.savez(f, *[a for layer in self.layers for a in (layer.W, layer.b, layer.name or "")])


def load_model(path):
    model = Sequential()
    with np.load(path) as z:
        arrays = [z[f"arr_{i}"] for i in range(len(z.files))]
    for W, b, name in zip(arrays[::3], arrays[1::3], arrays[2::3], strict=True):
        layer = Dense(len(b), len(W), str(name) or None)
        layer.W, layer.b = W, b
        model.layers += [layer]
    return model


def _train(X, Y, hidden, last, loss, epochs):
    model = Sequential(1)
    model.add(Dense(hidden, 2, "tanh"))
    model.add(Dense(Y.shape[1], activation=last))
    model.compile(loss, "adam")
    model.fit(X, Y, epochs, 16)
    return model


def regression_model(X, Y):
    return _train(X, Y, 24, None, "mean_squared_error", 200)


def multiclass_model(X, Y):
    return _train(X, Y, 8, "softmax", "categorical_crossentropy", 40)
