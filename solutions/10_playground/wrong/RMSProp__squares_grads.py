# exercise: RMSProp
# misconception: changes-gradients
"""Squares the gradients in place."""

import numpy as np


class RMSProp:
    def __init__(self, lr=0.01, decay_rate=0.99):
        self.lr, self.decay_rate = lr, decay_rate
        self.h = {}

    def update(self, params, grads):
        for name, g in grads.items():
            direction = g.copy()
            g **= 2
            h = self.decay_rate * self.h.get(name, 0.0) + (1 - self.decay_rate) * g
            self.h[name] = h
            params[name] -= self.lr * direction / (np.sqrt(h) + 1e-7)
