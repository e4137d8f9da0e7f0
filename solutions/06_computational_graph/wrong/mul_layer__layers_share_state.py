# exercise: MulLayer
# misconception: layers-share-state
"""Keeps the inputs in the class, so that all nodes share them."""


class MulLayer:
    def forward(self, x, y):
        MulLayer.x, MulLayer.y = x, y
        return x * y

    def backward(self, dout):
        return dout * MulLayer.y, dout * MulLayer.x
