# exercise: weighted_sum
# misconception: bias-for-each-input
"""Adds the bias inside the loop."""


def weighted_sum(x, w, b=0.0):
    total = 0.0
    for x_i, w_i in zip(x, w):
        total += x_i * w_i + b
    return total
