# exercise: NAND
# misconception: another-gate
"""NOR: any input silences it."""


def NAND(x1, x2):
    return 1 if -0.5 * x1 - 0.5 * x2 + 0.2 > 0 else 0
