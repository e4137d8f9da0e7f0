# exercise: MulLayer
# misconception: changes-argument
"""Multiplies into dout."""


class MulLayer:
    def forward(self, x, y):
        self.x, self.y = x, y
        return x * y

    def backward(self, dout):
        dy = dout * self.x
        dout *= self.y
        return dout, dy
