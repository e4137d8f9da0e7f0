# exercise: SGD
# misconception: changes-gradients
"""Sets the gradients back to 0."""


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for name in params:
            params[name] -= self.lr * grads[name]
            grads[name][...] = 0
