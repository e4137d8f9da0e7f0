# exercise: descend_until
# misconception: stops-while-large
"""The comparison the wrong way round."""


def descend_until(gradient, x0, learning_rate, precision, max_iterations):
    x = x0
    for steps in range(1, max_iterations + 1):
        new = x - learning_rate * gradient(x)
        if abs(new - x) > precision:
            return new, steps
        x = new
    return x, max_iterations
