# exercise: gradient
# misconception: loss-for-gradient
"""The loss itself."""


def gradient(x):
    return (x - 3) ** 2 + 10
