# exercise: gradient_descent
# misconception: only-the-end
"""Returns the last point, like the lab."""


def gradient_descent(gradient, x0, learning_rate=0.2, max_iterations=100):
    x = x0
    for _ in range(max_iterations):
        x = x - learning_rate * gradient(x)
    return x
