# exercise: xor_network
# misconception: reached-is-enough
"""Fires on a sum of 0: the output unit is wrong at (0, 0) and (1, 1)."""


def xor_network(x1, x2):
    n1 = 1 if -2 * x1 - 2 * x2 + 3 >= 0 else 0
    n2 = 1 if 2 * x1 + 2 * x2 - 1 >= 0 else 0
    return n1, n2, 1 if n1 + n2 - 1 >= 0 else 0
