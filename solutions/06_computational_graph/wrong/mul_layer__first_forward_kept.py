# exercise: MulLayer
# misconception: first-forward-kept
"""Stores the inputs only once."""


class MulLayer:
    def __init__(self):
        self.inputs = None

    def forward(self, x, y):
        if self.inputs is None:
            self.inputs = (x, y)
        return x * y

    def backward(self, dout):
        x, y = self.inputs
        return dout * y, dout * x
