# exercise: descend_until
"""Takes no step where the slope is 0."""


def descend_until(gradient, x0, learning_rate, precision, max_iterations):
    x = x0
    for steps in range(max_iterations):
        change = learning_rate * gradient(x)
        if change == 0:
            return x, steps
        x = x - change
        if abs(change) < precision:
            return x, steps + 1
    return x, max_iterations
