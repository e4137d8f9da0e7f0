# exercise: sigmoid_grad
# misconception: sigmoid-grad-incomplete
"""One factor is missing."""


def sigmoid_grad(y):
    return 1 - y
