# exercise: naive_diff
# misconception: precedence
"""Parentheses forgotten."""


def naive_diff(f, x, h):
    return f(x + h) - f(x) / h
