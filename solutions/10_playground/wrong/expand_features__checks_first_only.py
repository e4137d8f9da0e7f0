# exercise: expand_features
"""Looks at the first name only, and fills in zeros for the rest."""

import numpy as np


def expand_features(X, names):
    x1, x2 = X[:, 0], X[:, 1]
    features = {
        "x1": x1,
        "x2": x2,
        "x1^2": x1**2,
        "x2^2": x2**2,
        "x1*x2": x1 * x2,
        "sin(x1)": np.sin(x1),
        "sin(x2)": np.sin(x2),
    }
    if names[0] not in features:
        raise ValueError(names[0])
    return np.column_stack([features.get(name, 0 * x1) for name in names])
