# exercise: double_window
# misconception: window-not-a-view
"""Doubles a copy."""


def double_window(a):
    window = a[:2, 1:3].copy()
    window *= 2
