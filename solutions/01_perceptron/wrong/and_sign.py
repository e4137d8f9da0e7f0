# exercise: AND
# misconception: sign-of-the-threshold
"""Takes the bias -0.7 for the threshold: always fires."""


def AND(x1, x2):
    return 1 if 0.5 * x1 + 0.5 * x2 > -0.7 else 0
