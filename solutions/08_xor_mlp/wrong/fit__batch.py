# exercise: fit
# misconception: batch-for-online
"""All samples at once."""


def fit(params, X, T, learning_rate=0.2, epochs=90000):
    return fit_batch(params, X, T, learning_rate, epochs)[0]
