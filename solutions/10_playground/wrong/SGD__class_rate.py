# exercise: SGD
# misconception: settings-shared
"""The rate belongs to the class."""


class SGD:
    def __init__(self, lr=0.01):
        SGD.lr = lr

    def update(self, params, grads):
        for name in params:
            params[name] -= self.lr * grads[name]
