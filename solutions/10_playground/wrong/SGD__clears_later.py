# exercise: SGD
# misconception: changes-gradients
"""Clears the gradients from the second update on."""


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr
        self.started = False

    def update(self, params, grads):
        for name in params:
            params[name] -= self.lr * grads[name]
            if self.started:
                grads[name][:] = 0
        self.started = True
