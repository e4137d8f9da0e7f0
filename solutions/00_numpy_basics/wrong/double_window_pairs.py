# exercise: double_window
# misconception: window-pairs
"""Two lists of indices are read in pairs."""


def double_window(a):
    a[[0, 1], [1, 2]] *= 2
