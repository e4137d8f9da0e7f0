# exercise: SGD
# misconception: changes-gradients
"""Scales the gradients in place."""


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for name in params:
            grads[name] *= self.lr
            params[name] -= grads[name]
