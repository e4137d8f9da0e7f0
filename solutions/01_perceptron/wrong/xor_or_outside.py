# exercise: XOR
# misconception: outer-gate
"""Ends with OR."""


def XOR(x1, x2):
    return OR(NAND(x1, x2), OR(x1, x2))
