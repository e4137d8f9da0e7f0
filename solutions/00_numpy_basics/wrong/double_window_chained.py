# exercise: double_window
# misconception: window-chained
"""The second slice cuts rows again."""


def double_window(a):
    a[:2][1:3] *= 2
