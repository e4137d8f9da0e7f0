# exercise: RMSProp
"""One h for all arrays of a size."""

import numpy as np


class RMSProp:
    def __init__(self, lr=0.01, decay_rate=0.99):
        self.lr, self.decay_rate = lr, decay_rate
        self.h = {}

    def update(self, params, grads):
        for name, g in grads.items():
            h = self.decay_rate * self.h.get(g.size, np.zeros(g.size)) + (1 - self.decay_rate) * g.ravel() ** 2
            self.h[g.size] = h
            params[name] -= self.lr * g / (np.sqrt(h.reshape(g.shape)) + 1e-7)
