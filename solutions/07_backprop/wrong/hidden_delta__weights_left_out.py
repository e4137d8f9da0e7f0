# exercise: hidden_delta
# misconception: weights-left-out
"""Adds the deltas up without their weights."""


def hidden_delta(delta_next, W_next, out):
    return delta_next.sum(axis=1, keepdims=True) * out * (1 - out)
