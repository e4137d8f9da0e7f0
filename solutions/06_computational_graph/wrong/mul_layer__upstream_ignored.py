# exercise: MulLayer
# misconception: upstream-ignored
"""Local derivatives only; the chain is cut here."""


class MulLayer:
    def forward(self, x, y):
        self.x, self.y = x, y
        return x * y

    def backward(self, dout):
        return self.y, self.x
