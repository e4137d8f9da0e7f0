# exercise: SGD
# misconception: settings-shared
"""The rate is a global variable."""


class SGD:
    def __init__(self, lr=0.01):
        global rate
        rate = lr

    def update(self, params, grads):
        for name in params:
            params[name] -= rate * grads[name]
