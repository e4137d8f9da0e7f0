# exercise: xavier_init
# misconception: fixed-spread
"""Standard normal."""


def xavier_init(n_in, n_out, rng):
    return rng.normal(size=(n_in, n_out))
