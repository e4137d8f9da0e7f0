# exercise: double_window
# misconception: window-stop
"""Takes the last index for the stop."""


def double_window(a):
    a[0:1, 1:2] *= 2
