# exercise: double_window
# misconception: window-not-a-view
"""Lists of indices make a copy."""


def double_window(a):
    window = a[[0, 1]][:, [1, 2]]
    window *= 2
