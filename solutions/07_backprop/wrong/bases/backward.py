"""A right backward in a style of its own, of which some mistakes are made."""

def backward(x, t, W1, B1, W2, B2):
    net1 = x @ W1 + B1
    hidden = sigmoid(net1)
    net2 = hidden @ W2 + B2
    out = sigmoid(net2)
    delta2 = (out - t) * out * (1 - out)
    delta1 = delta2 @ W2.T * hidden * (1 - hidden)
    return x.T @ delta1, delta1.sum(axis=0), hidden.T @ delta2, delta2.sum(axis=0)
