"""The errors of all entries are gathered in a list; params are moved in place."""

import numpy as np


def gradient_check(f, params, grads, eps=1e-5):
    errors = []
    for name in params:
        for index in np.ndindex(params[name].shape):
            kept = params[name][index]
            params[name][index] = kept + eps
            up = f(params)
            params[name][index] = kept - eps
            down = f(params)
            params[name][index] = kept
            n, g = (up - down) / (2 * eps), grads[name][index]
            errors.append(abs(n - g) / max(1e-8, abs(n) + abs(g)))
    return max(errors)
