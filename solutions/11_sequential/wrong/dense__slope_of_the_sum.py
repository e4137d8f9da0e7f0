# exercise: Dense
# misconception: slope-of-the-sum
"""Puts the weighted sum into the slope that is written with the output."""

import numpy as np


class Dense:
    def __init__(self, units, input_dim=None, activation=None):
        if activation not in (None, "relu", "sigmoid", "tanh", "softmax"):
            raise ValueError(activation)
        self.units, self.input_dim, self.activation = units, input_dim, activation

    def build(self, input_dim, rng):
        self.W = rng.normal(size=(input_dim, self.units)) / np.sqrt(input_dim)
        self.b = np.zeros(self.units)

    def forward(self, x):
        self.x = x
        self.z = z = x @ self.W + self.b
        if self.activation == "relu":
            self.y = np.maximum(z, 0)
        elif self.activation == "sigmoid":
            self.y = (1 + np.tanh(z / 2)) / 2
        elif self.activation == "tanh":
            self.y = np.tanh(z)
        elif self.activation == "softmax":
            powers = np.exp(z - z.max(axis=1, keepdims=True))
            self.y = powers / powers.sum(axis=1, keepdims=True)
        else:
            self.y = z
        return self.y

    def backward(self, dout):
        dz = dout
        if self.activation == "relu":
            dz = dout * (self.y > 0)
        elif self.activation == "sigmoid":
            dz = dout * self.z * (1 - self.z)
        elif self.activation == "tanh":
            dz = dout * (1 - self.z**2)
        self.dW = self.x.T @ dz
        self.db = dz.sum(axis=0)
        return dz @ self.W.T
