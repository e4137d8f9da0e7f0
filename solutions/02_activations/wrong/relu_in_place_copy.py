# exercise: relu
# misconception: changes-argument
"""Copies too late."""


def relu(x):
    x[x < 0] = 0
    return x.copy()
