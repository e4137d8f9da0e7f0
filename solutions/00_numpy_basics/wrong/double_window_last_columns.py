# exercise: double_window
"""Counts the columns from the end."""


def double_window(a):
    a[:2, -3:-1] *= 2
