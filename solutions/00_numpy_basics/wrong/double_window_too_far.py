# exercise: double_window
# misconception: window-everything
"""Includes the stops."""


def double_window(a):
    a[:3, 1:4] *= 2
