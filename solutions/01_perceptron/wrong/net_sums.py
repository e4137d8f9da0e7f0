# exercise: xor_network
# misconception: sums-returned
"""Leaves out the step function."""


def xor_network(x1, x2):
    n1, n2 = -2 * x1 - 2 * x2 + 3, 2 * x1 + 2 * x2 - 1
    return n1, n2, n1 + n2 - 1
