# exercise: gradient_descent
# misconception: path-as-list
"""Returns a list."""


def gradient_descent(gradient, x0, learning_rate=0.2, max_iterations=100):
    path = [float(x0)]
    x = x0
    for _ in range(max_iterations):
        x = x - learning_rate * gradient(x)
        path.append(x)
    return path
