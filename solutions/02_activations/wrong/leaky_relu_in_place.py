# exercise: leaky_relu
# misconception: changes-argument
"""Scales the negative part of x itself."""


def leaky_relu(x, alpha=0.1):
    x[x < 0] *= alpha
    return x.copy()
