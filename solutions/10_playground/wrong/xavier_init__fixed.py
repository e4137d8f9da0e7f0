# exercise: xavier_init
# misconception: fixed-spread
"""0.01, as in TwoLayerNet."""


def xavier_init(n_in, n_out, rng):
    return 0.01 * rng.normal(size=(n_in, n_out))
