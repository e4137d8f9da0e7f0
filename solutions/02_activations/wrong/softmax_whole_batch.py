# exercise: softmax
# misconception: softmax-whole-batch
"""The lecture's function: one sum for the whole batch."""

import numpy as np


def softmax(a):
    exp_a = np.exp(a - np.max(a))
    return exp_a / np.sum(exp_a)
