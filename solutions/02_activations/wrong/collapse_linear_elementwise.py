# exercise: collapse_linear
# misconception: collapse-elementwise
"""The asterisk multiplies element by element."""


def collapse_linear(weights, biases):
    W, b = weights[0], biases[0]
    for W_next, b_next in zip(weights[1:], biases[1:]):
        W = W * W_next
        b = b * W_next + b_next
    return W, b
