# exercise: double_window
# misconception: window-everything
"""Doubles everything."""


def double_window(a):
    a *= 2
