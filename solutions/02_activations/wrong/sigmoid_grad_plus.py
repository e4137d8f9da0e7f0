# exercise: sigmoid_grad
# misconception: sigmoid-grad-incomplete
"""The wrong sign."""


def sigmoid_grad(y):
    return y * (1 + y)
