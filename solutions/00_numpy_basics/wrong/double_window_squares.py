# exercise: double_window
# misconception: window-not-doubled
"""Squares."""


def double_window(a):
    a[:2, 1:3] **= 2
