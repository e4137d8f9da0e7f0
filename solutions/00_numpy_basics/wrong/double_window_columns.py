# exercise: double_window
# misconception: window-everything
"""Doubles whole columns."""


def double_window(a):
    a[:, 1:3] *= 2
