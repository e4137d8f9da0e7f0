# exercise: expand_features
"""Computes whatever the name says."""

import numpy as np


def expand_features(X, names):
    known = {"x1": X[:, 0], "x2": X[:, 1], "sin": np.sin}
    columns = []
    for name in names:
        try:
            columns.append(eval(name.replace("^2", "**2"), known))
        except Exception:
            raise ValueError(name)
    return np.column_stack(columns)
