# exercise: double_window
# misconception: window-not-doubled
"""Adds 2."""


def double_window(a):
    a[:2, 1:3] += 2
