# exercise: SGD
# misconception: not-in-place
"""Returns a new dict."""


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        return {name: params[name] - self.lr * grads[name] for name in params}
