# exercise: collapse_linear
# misconception: bias-lost
"""Keeps only the last bias."""


def collapse_linear(weights, biases):
    W = weights[0]
    for W_next in weights[1:]:
        W = W @ W_next
    return W, biases[-1]
