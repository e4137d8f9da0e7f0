# exercise: sigmoid_grad
# misconception: sigmoid-grad-incomplete
"""The factors' difference the wrong way round."""


def sigmoid_grad(y):
    return y * (y - 1)
