# exercise: Adam
# misconception: settings-shared
"""The settings belong to the class."""

import numpy as np


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        Adam.lr, Adam.beta1, Adam.beta2 = lr, beta1, beta2
        self.k = 0
        self.m, self.v = {}, {}

    def update(self, params, grads):
        self.k += 1
        for name, g in grads.items():
            self.m[name] = self.beta1 * self.m.get(name, 0.0) + (1 - self.beta1) * g
            self.v[name] = self.beta2 * self.v.get(name, 0.0) + (1 - self.beta2) * g**2
            m = self.m[name] / (1 - self.beta1**self.k)
            v = self.v[name] / (1 - self.beta2**self.k)
            params[name] -= self.lr * m / (np.sqrt(v) + 1e-8)
