# exercise: separable
# misconception: equal-points
"""Lets the classes touch."""

import numpy as np


def separable(X, t):
    if len(set(t)) < 2:
        return True
    turn = np.linspace(0, 2 * np.pi, 20001)
    shadows = X @ np.stack([np.cos(turn), np.sin(turn)])
    return bool(np.any(shadows[t == 1].min(axis=0) >= shadows[t == 0].max(axis=0) - 1e-9))
