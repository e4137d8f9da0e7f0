# exercise: sigmoid_grad
# misconception: sigmoid-grad-is-tanh-grad
"""The slope of tanh."""


def sigmoid_grad(y):
    return 1 - y**2
