# exercise: descend_until
# misconception: precision-not-used
"""precision is given and never used, as in the lab."""


def descend_until(gradient, x0, learning_rate, precision, max_iterations):
    x = x0
    for _ in range(max_iterations):
        x = x - learning_rate * gradient(x)
    return x, max_iterations
