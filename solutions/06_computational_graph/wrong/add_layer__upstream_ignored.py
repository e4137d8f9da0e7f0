# exercise: AddLayer
# misconception: upstream-ignored
"""Returns the local derivatives only."""


class AddLayer:
    def forward(self, x, y):
        self.ones = x * 0.0 + 1
        return x + y

    def backward(self, dout):
        return self.ones, self.ones
