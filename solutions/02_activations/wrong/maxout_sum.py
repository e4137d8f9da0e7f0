# exercise: maxout
# misconception: maxout-sum
"""Adds the pieces up."""


def maxout(x, W1, b1, W2, b2):
    return x @ W1 + b1 + x @ W2 + b2
