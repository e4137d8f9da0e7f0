# exercise: tanh_grad
# misconception: tanh-grad-is-sigmoid-grad
"""The slope of the sigmoid."""


def tanh_grad(y):
    return y * (1 - y)
