# exercise: NAND
# misconception: another-gate
"""Forgets to negate."""


def NAND(x1, x2):
    return 1 if 0.5 * x1 + 0.5 * x2 - 0.7 > 0 else 0
