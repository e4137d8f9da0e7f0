# exercise: MulLayer
# misconception: inputs-not-exchanged
"""Gives each input its own value back."""


class MulLayer:
    def forward(self, x, y):
        self.x, self.y = x, y
        return x * y

    def backward(self, dout):
        return dout * self.x, dout * self.y
