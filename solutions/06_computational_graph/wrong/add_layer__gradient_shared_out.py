# exercise: AddLayer
# misconception: gradient-shared-out
"""Divides the gradient between the inputs."""


class AddLayer:
    def forward(self, x, y):
        return x + y

    def backward(self, dout):
        return dout / 2, dout / 2
