# exercise: hidden_delta
# misconception: weights-not-transposed
"""Forgets to transpose."""


def hidden_delta(delta_next, W_next, out):
    return delta_next @ W_next * out * (1 - out)
