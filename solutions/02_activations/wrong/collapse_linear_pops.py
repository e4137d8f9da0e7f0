# exercise: collapse_linear
# misconception: changes-argument
"""Takes the layers out of the caller's lists."""


def collapse_linear(weights, biases):
    W, b = weights.pop(0), biases.pop(0)
    while weights:
        W_next, b_next = weights.pop(0), biases.pop(0)
        W, b = W @ W_next, b @ W_next + b_next
    return W, b
