# exercise: double_window
# misconception: window-everything
"""Doubles whole rows."""


def double_window(a):
    a[:2] *= 2
