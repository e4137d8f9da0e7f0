# exercise: double_window
# misconception: window-not-a-view
"""Returns a doubled copy of the array."""


def double_window(a):
    b = a.copy()
    b[:2, 1:3] *= 2
    return b
