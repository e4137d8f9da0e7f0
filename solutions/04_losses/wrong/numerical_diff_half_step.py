# exercise: numerical_diff
# misconception: another-step
"""Half the step to each side."""


def numerical_diff(f, x):
    h = 1e-4
    return (f(x + h / 2) - f(x - h / 2)) / h
