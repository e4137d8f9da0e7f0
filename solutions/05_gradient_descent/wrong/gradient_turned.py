# exercise: gradient
# misconception: slope-turned
"""The wrong sign."""


def gradient(x):
    return 6 - 2 * x
