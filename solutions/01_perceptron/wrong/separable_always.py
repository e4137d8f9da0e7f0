# exercise: separable
# misconception: same-answer-always
"""Says True to everything."""

import numpy as np


def separable(X, t):
    return True
