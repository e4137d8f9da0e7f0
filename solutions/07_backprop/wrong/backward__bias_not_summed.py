# exercise: backward
# misconception: bias-not-summed
"""Returns the deltas as gradients of the biases."""


def backward(x, t, W1, B1, W2, B2):
    net1 = x @ W1 + B1
    hidden = sigmoid(net1)
    net2 = hidden @ W2 + B2
    out = sigmoid(net2)
    delta2 = (out - t) * out * (1 - out)
    delta1 = delta2 @ W2.T * hidden * (1 - hidden)
    return x.T @ delta1, delta1, hidden.T @ delta2, delta2
