# exercise: descend_until
"""Never looks at max_iterations when it is 0."""


def descend_until(gradient, x0, learning_rate, precision, max_iterations):
    x, steps = x0, 0
    while True:
        new = x - learning_rate * gradient(x)
        steps += 1
        if abs(new - x) < precision or steps >= max_iterations:
            return new, steps
        x = new
