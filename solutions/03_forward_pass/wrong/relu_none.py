# exercise: relu_mlp
# misconception: no-activation
"""Forgets both."""

import numpy as np


def relu_mlp(X, Wh, bh, Wo, bo):
    return (X @ Wh + bh) @ Wo + bo
