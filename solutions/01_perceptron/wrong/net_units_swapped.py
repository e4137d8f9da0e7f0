# exercise: xor_network
# misconception: units-out-of-order
"""Mixes up n1 and n2."""


def xor_network(x1, x2):
    n1 = 1 if 2 * x1 + 2 * x2 - 1 > 0 else 0
    n2 = 1 if -2 * x1 - 2 * x2 + 3 > 0 else 0
    return n1, n2, 1 if n1 + n2 - 1 > 0 else 0
