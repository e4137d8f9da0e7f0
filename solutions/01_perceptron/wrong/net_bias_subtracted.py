# exercise: xor_network
# misconception: bias-subtracted
"""Reads the third number as a threshold."""


def xor_network(x1, x2):
    n1 = 1 if -2 * x1 - 2 * x2 > 3 else 0
    n2 = 1 if 2 * x1 + 2 * x2 > -1 else 0
    return n1, n2, 1 if n1 + n2 > -1 else 0
