# exercise: relu
# misconception: changes-argument
"""Writes the zeros into x."""


def relu(x):
    x[x < 0] = 0
    return x
