# exercise: AddLayer
# misconception: addition-multiplies
"""Uses the rule of the multiplication node."""


class AddLayer:
    def forward(self, x, y):
        self.x, self.y = x, y
        return x + y

    def backward(self, dout):
        return dout * self.y, dout * self.x
