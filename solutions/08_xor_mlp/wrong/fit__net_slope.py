# exercise: fit
# misconception: derivative-of-net
"""y (1 - y) of the net inputs."""


def fit(params, X, T, learning_rate=0.2, epochs=90000):
    W1, B1, W2, B2 = (params[name].copy() for name in ("W1", "B1", "W2", "B2"))
    for _ in range(epochs):
        for x, t in zip(X, T):
            net1 = x @ W1 + B1
            hidden = sigmoid(net1)
            net2 = hidden @ W2 + B2
            out = sigmoid(net2)
            delta2 = (out - t) * net2 * (1 - net2)
            delta1 = W2 @ delta2 * net1 * (1 - net1)
            W2 -= learning_rate * hidden[:, None] * delta2
            B2 -= learning_rate * delta2
            W1 -= learning_rate * x[:, None] * delta1
            B1 -= learning_rate * delta1
    return {"W1": W1, "B1": B1, "W2": W2, "B2": B2}
