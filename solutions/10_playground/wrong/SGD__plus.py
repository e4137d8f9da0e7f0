# exercise: SGD
# misconception: plus-for-minus
"""Uphill."""


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for name in params:
            params[name] += self.lr * grads[name]
