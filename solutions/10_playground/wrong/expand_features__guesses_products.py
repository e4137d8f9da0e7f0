# exercise: expand_features
"""Every name with a star is x1*x2."""

import numpy as np


def expand_features(X, names):
    columns = []
    for name in names:
        if "*" in name:
            column = X[:, 0] * X[:, 1]
        elif name in ("x1", "x2"):
            column = X[:, int(name[1]) - 1]
        elif name in ("x1^2", "x2^2"):
            column = X[:, int(name[1]) - 1] ** 2
        elif name in ("sin(x1)", "sin(x2)"):
            column = np.sin(X[:, int(name[5]) - 1])
        else:
            raise ValueError(name)
        columns.append(column)
    return np.column_stack(columns)
