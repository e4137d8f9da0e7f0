# exercise: SGD
# misconception: rate-ignored
"""Always 0.01."""


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for name in params:
            params[name] -= 0.01 * grads[name]
