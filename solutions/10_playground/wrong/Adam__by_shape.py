# exercise: Adam
# misconception: memory-by-shape
"""One m and one v for all arrays of a shape."""

import numpy as np


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr, self.beta1, self.beta2 = lr, beta1, beta2
        self.k = 0
        self.m, self.v = {}, {}

    def update(self, params, grads):
        self.k += 1
        for name, g in grads.items():
            self.m[g.shape] = self.beta1 * self.m.get(g.shape, 0.0) + (1 - self.beta1) * g
            self.v[g.shape] = self.beta2 * self.v.get(g.shape, 0.0) + (1 - self.beta2) * g**2
            m = self.m[g.shape] / (1 - self.beta1**self.k)
            v = self.v[g.shape] / (1 - self.beta2**self.k)
            params[name] -= self.lr * m / (np.sqrt(v) + 1e-8)
