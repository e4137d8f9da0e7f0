# exercise: MulLayer
# misconception: multiplication-passes-on
"""Behaves like an addition node on the way back."""


class MulLayer:
    def forward(self, x, y):
        self.x, self.y = x, y
        return x * y

    def backward(self, dout):
        return dout, dout
