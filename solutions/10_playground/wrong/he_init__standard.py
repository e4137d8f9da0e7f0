# exercise: he_init
# misconception: fixed-spread
"""Standard normal."""


def he_init(n_in, n_out, rng):
    return rng.normal(size=(n_in, n_out))
