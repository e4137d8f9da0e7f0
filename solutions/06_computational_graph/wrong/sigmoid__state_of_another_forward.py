# exercise: Sigmoid
# misconception: state-of-another-forward
"""Keeps the output in a global."""

import numpy as np


class Sigmoid:
    def forward(self, x):
        global latest
        latest = 1 / (1 + np.exp(-x))
        return latest

    def backward(self, dout):
        return dout * latest * (1 - latest)
