# exercise: descend_until
# misconception: change-with-sign
"""Forgets the absolute value."""


def descend_until(gradient, x0, learning_rate, precision, max_iterations):
    x = x0
    for steps in range(1, max_iterations + 1):
        new = x - learning_rate * gradient(x)
        if new - x < precision:
            return new, steps
        x = new
    return x, max_iterations
