# exercise: descend_until
# misconception: pair-swapped
"""steps first."""


def descend_until(gradient, x0, learning_rate, precision, max_iterations):
    x = x0
    for steps in range(1, max_iterations + 1):
        new = x - learning_rate * gradient(x)
        if abs(new - x) < precision:
            return steps, new
        x = new
    return max_iterations, x
