# exercise: weight_gradient
# misconception: one-sample-only
"""Looks at the first sample only."""

import numpy as np


def weight_gradient(out_prev, delta):
    return np.outer(out_prev[0], delta[0])
