# exercise: fit_batch
# misconception: online-for-batch
"""Updates after every sample."""

import numpy as np


def fit_batch(params, X, T, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        losses.append(total_loss(params, X, T))
        params = fit(params, X, T, learning_rate, 1)
    return params, np.array(losses)
