# exercise: relu_grad
# misconception: relu-grad-at-zero
"""1 at the corner."""


def relu_grad(x):
    return (x >= 0).astype(float)
