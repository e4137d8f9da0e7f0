"""The average is computed first and kept then."""

import numpy as np


class RMSProp:
    def __init__(self, lr=0.01, decay_rate=0.99):
        self.lr, self.decay_rate = lr, decay_rate
        self.h = {}

    def update(self, params, grads):
        for name, g in grads.items():
            h = self.decay_rate * self.h.get(name, 0.0) + (1 - self.decay_rate) * g**2
            self.h[name] = h
            params[name] -= self.lr * g / (np.sqrt(h) + 1e-7)
