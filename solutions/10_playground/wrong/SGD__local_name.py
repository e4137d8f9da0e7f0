# exercise: SGD
# misconception: not-in-place
"""The new array gets a local name only."""


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for name, p in params.items():
            p = p - self.lr * grads[name]
