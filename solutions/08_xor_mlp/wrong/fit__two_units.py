# exercise: fit
# misconception: width-fixed
"""Loops over two hidden units."""


def fit(params, X, T, learning_rate=0.2, epochs=90000):
    W1, B1, W2, B2 = (params[name].copy() for name in ("W1", "B1", "W2", "B2"))
    for _ in range(epochs):
        for x, t in zip(X, T):
            hidden = sigmoid(x @ W1 + B1)
            out = sigmoid(hidden @ W2 + B2)
            delta2 = (out - t) * out * (1 - out)
            for j in range(2):
                delta1 = W2[j] * delta2 * hidden[j] * (1 - hidden[j])
                W2[j] -= learning_rate * hidden[j] * delta2
                W1[:, j] -= learning_rate * x * delta1
                B1[j] -= learning_rate * delta1[0]
            B2 -= learning_rate * delta2
    return {"W1": W1, "B1": B1, "W2": W2, "B2": B2}
