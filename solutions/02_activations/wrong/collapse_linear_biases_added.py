# exercise: collapse_linear
# misconception: bias-not-propagated
"""Adds the biases up as they are."""


def collapse_linear(weights, biases):
    W = weights[0]
    for W_next in weights[1:]:
        W = W @ W_next
    return W, sum(biases)
