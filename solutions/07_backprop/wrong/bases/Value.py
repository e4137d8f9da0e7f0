"""Every operation notes its local derivatives; a difference is an operation of its own."""

import math


class Value:
    def __init__(self, data):
        self.data, self.grad, self.inputs = data, 0.0, []

    def made(self, data, *inputs):
        result = Value(data)
        result.inputs = list(inputs)
        return result

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return self.made(self.data + other.data, (self, 1.0), (other, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return self.made(self.data * other.data, (self, other.data), (other, self.data))

    def __neg__(self):
        return self.made(-self.data, (self, -1.0))

    def __sub__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return self.made(self.data - other.data, (self, 1.0), (other, -1.0))

    def __rsub__(self, other):
        return Value(other) - self

    __radd__, __rmul__ = __add__, __mul__

    def sigmoid(self):
        y = 1 / (1 + math.exp(-self.data))
        return self.made(y, (self, y * (1 - y)))

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for source, _ in value.inputs:
                    visit(source)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            for source, slope in value.inputs:
                source.grad += slope * value.grad
