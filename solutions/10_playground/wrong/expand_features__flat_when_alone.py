# exercise: expand_features
"""One feature comes back without its second axis."""

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
    for name in names:
        if name not in features:
            raise ValueError(name)
    return np.column_stack([features[name] for name in names]).squeeze()
