# exercise: collapse_linear
# misconception: bias-one-step
"""Each bias passes one layer only."""


def collapse_linear(weights, biases):
    W, b = weights[0], biases[0]
    for i in range(1, len(weights)):
        W = W @ weights[i]
        b = biases[i - 1] @ weights[i] + biases[i]
    return W, b
