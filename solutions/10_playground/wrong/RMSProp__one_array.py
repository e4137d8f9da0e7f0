# exercise: RMSProp
# misconception: memory-by-shape
"""Makes the zeros once for each shape, and hands the same array out again."""

import numpy as np


class RMSProp:
    def __init__(self, lr=0.01, decay_rate=0.99):
        self.lr, self.decay_rate = lr, decay_rate
        self.h = None

    def update(self, params, grads):
        if self.h is None:
            zeros = {p.shape: np.zeros_like(p) for p in params.values()}
            self.h = {name: zeros[p.shape] for name, p in params.items()}
        for name in params:
            self.h[name] *= self.decay_rate
            self.h[name] += (1 - self.decay_rate) * grads[name] ** 2
            params[name] -= self.lr * grads[name] / (np.sqrt(self.h[name]) + 1e-7)
