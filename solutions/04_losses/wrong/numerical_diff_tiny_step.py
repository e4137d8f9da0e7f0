# exercise: numerical_diff
# misconception: step-lost-in-rounding
"""The step of the slide that is lost in rounding."""


def numerical_diff(f, x):
    h = 1e-50
    return (f(x + h) - f(x - h)) / (2 * h)
