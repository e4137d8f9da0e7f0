# exercise: double_window
# misconception: window-not-a-view
"""Computes a new array and calls it window."""


def double_window(a):
    window = a[:2, 1:3]
    window = window * 2
