# exercise: AddLayer
# misconception: one-gradient
"""Returns one gradient for two inputs."""


class AddLayer:
    def forward(self, x, y):
        return x + y

    def backward(self, dout):
        return dout
