# exercise: NAND
# misconception: sign-of-the-threshold
"""Takes the deck's third number, -0.7, for the bias: never fires."""


def NAND(x1, x2):
    return 1 if -0.5 * x1 - 0.5 * x2 - 0.7 > 0 else 0
