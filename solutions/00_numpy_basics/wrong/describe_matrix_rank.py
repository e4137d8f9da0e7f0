# exercise: describe
# misconception: matrix-rank
"""The rank of linear algebra."""

import numpy as np


def describe(a):
    return int(np.linalg.matrix_rank(a)), a.shape, a.size
