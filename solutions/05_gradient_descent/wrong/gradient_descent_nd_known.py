# exercise: gradient_descent_nd
# misconception: slope-of-one-function
"""The derivative of x0^2 + x1^2, whatever f is."""


def gradient_descent_nd(f, init_x, learning_rate=0.1, step_num=100):
    x = init_x.copy()
    for _ in range(step_num):
        x -= learning_rate * 2 * x
    return x
