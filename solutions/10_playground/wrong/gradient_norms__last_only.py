# exercise: gradient_norms
# misconception: not-positive
"""Stops at the output."""

import numpy as np


def gradient_norms(depth, activation, rng):
    start, f, slope = {
        "sigmoid": (xavier_init, sigmoid, lambda y: y * (1 - y)),
        "relu": (he_init, lambda z: np.maximum(z, 0), lambda y: y > 0),
    }[activation]
    signal = rng.normal(size=(32, 100))
    layers = []
    for _ in range(depth):
        x, W = signal, start(100, 100, rng)
        signal = f(x @ W)
        layers.append((x, W, signal))
    error = signal
    norms = []
    for x, W, out in reversed(layers):
        delta = error * slope(out)
        norms.append(np.linalg.norm(x.T @ delta))
        error = 0 * signal
    return np.array(norms[::-1])
