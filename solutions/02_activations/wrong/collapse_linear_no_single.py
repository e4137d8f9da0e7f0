# exercise: collapse_linear
"""Stumbles over a stack of one layer."""


def collapse_linear(weights, biases):
    W, b = weights[0] @ weights[1], biases[0] @ weights[1] + biases[1]
    for W_next, b_next in zip(weights[2:], biases[2:]):
        W, b = W @ W_next, b @ W_next + b_next
    return W, b
