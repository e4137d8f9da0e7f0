# exercise: numerical_diff
# misconception: another-step
"""The step 1e-5."""


def numerical_diff(f, x):
    h = 1e-5
    return (f(x + h) - f(x - h)) / (2 * h)
