# exercise: collapse_linear
# misconception: collapse-two-only
"""Only the first two layers."""


def collapse_linear(weights, biases):
    if len(weights) == 1:
        return weights[0], biases[0]
    return weights[0] @ weights[1], biases[0] @ weights[1] + biases[1]
