# exercise: XOR
# misconception: inner-gates
"""Starts from AND and OR."""


def XOR(x1, x2):
    return AND(AND(x1, x2), OR(x1, x2))
