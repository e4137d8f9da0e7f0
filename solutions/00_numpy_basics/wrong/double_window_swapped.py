# exercise: double_window
# misconception: window-axes-swapped
"""Columns before rows."""


def double_window(a):
    a[1:3, :2] *= 2
