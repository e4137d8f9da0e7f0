# exercise: XOR
# misconception: inner-gates
"""Hopes that OR will do."""


def XOR(x1, x2):
    return OR(x1, x2)
