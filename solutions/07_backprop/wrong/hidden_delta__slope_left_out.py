# exercise: hidden_delta
# misconception: slope-left-out
"""Forgets f'."""


def hidden_delta(delta_next, W_next, out):
    return delta_next @ W_next.T
