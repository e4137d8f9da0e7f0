# exercise: fit
"""A tuple instead of a dict."""


def fit(params, X, T, learning_rate=0.2, epochs=90000):
    W1, B1, W2, B2 = (params[name].copy() for name in ("W1", "B1", "W2", "B2"))
    for _ in range(epochs):
        for x, t in zip(X, T):
            hidden = sigmoid(x @ W1 + B1)
            out = sigmoid(hidden @ W2 + B2)
            delta2 = (out - t) * out * (1 - out)
            delta1 = W2 @ delta2 * hidden * (1 - hidden)
            W2 -= learning_rate * hidden[:, None] * delta2
            B2 -= learning_rate * delta2
            W1 -= learning_rate * x[:, None] * delta1
            B1 -= learning_rate * delta1
    return W1, B1, W2, B2
