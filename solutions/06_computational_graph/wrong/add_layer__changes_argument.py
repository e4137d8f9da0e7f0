# exercise: AddLayer
# misconception: changes-argument
"""Adds into x."""


class AddLayer:
    def forward(self, x, y):
        x += y
        return x

    def backward(self, dout):
        return dout, dout
