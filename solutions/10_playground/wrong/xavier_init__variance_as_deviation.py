# exercise: xavier_init
# misconception: variance-for-deviation
"""The variance where the standard deviation belongs."""


def xavier_init(n_in, n_out, rng):
    return rng.normal(0, 1 / n_in, size=(n_in, n_out))
