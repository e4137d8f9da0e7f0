# exercise: XOR
# misconception: outer-gate
"""Ends with NAND: the opposite of XOR."""


def XOR(x1, x2):
    return NAND(NAND(x1, x2), OR(x1, x2))
