# exercise: hidden_delta
# misconception: output-for-slope
"""Multiplies by the output instead of its slope."""


def hidden_delta(delta_next, W_next, out):
    return delta_next @ W_next.T * out
