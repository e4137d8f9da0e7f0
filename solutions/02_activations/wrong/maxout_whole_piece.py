# exercise: maxout
# misconception: maxout-whole-piece
"""Chooses the piece with the larger sum."""


def maxout(x, W1, b1, W2, b2):
    first, second = x @ W1 + b1, x @ W2 + b2
    return first if first.sum() > second.sum() else second
