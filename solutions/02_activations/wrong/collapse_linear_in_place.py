# exercise: collapse_linear
# misconception: changes-argument
"""Multiplies into the first weights where that is possible."""


def collapse_linear(weights, biases):
    W, b = weights[0], biases[0]
    for W_next, b_next in zip(weights[1:], biases[1:]):
        if W.shape == (W @ W_next).shape:
            W[...] = W @ W_next
        else:
            W = W @ W_next
        b = b @ W_next + b_next
    return W, b
