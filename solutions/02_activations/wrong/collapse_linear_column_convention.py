# exercise: collapse_linear
# misconception: collapse-order
"""Thinks of x as a column: W x + b."""


def collapse_linear(weights, biases):
    W, b = weights[0], biases[0]
    for W_next, b_next in zip(weights[1:], biases[1:]):
        W = W_next @ W
        b = W_next @ b + b_next
    return W, b
