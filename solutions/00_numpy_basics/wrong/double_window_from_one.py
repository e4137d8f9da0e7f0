# exercise: double_window
# misconception: window-axes-swapped
"""Counts rows from 1."""


def double_window(a):
    a[1:3, 1:3] *= 2
