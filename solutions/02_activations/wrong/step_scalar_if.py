# exercise: step
"""An if for one number: an array has no single truth value."""


def step(x):
    if x > 0:
        return 1
    return 0
