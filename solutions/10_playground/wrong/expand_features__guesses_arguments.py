# exercise: expand_features
"""Every sine that is not x1's is x2's."""

import numpy as np


def expand_features(X, names):
    x1, x2 = X[:, 0], X[:, 1]
    known = {"x1": x1, "x2": x2, "x1^2": x1**2, "x2^2": x2**2, "x1*x2": x1 * x2}
    columns = []
    for name in names:
        if name in known:
            columns.append(known[name])
        elif name.startswith("sin("):
            columns.append(np.sin(x1 if name == "sin(x1)" else x2))
        else:
            raise ValueError(name)
    return np.column_stack(columns)
