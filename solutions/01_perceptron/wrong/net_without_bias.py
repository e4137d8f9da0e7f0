# exercise: xor_network
# misconception: bias-forgotten
"""Forgets the biases."""


def xor_network(x1, x2):
    n1 = 1 if -2 * x1 - 2 * x2 > 0 else 0
    n2 = 1 if 2 * x1 + 2 * x2 > 0 else 0
    return n1, n2, 1 if n1 + n2 > 0 else 0
