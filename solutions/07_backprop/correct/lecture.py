"""The lecture's own way: mlp2.py's statements, numbers typed from the slides, micrograd's closures."""

import math

import numpy as np


def actf(x):
    return 1 / (1 + np.exp(-x))


def actf_deriv(x):
    return x * (1 - x)


def hand_backprop():
    return {
        "E": 0.251612,
        "dE_dout": 0.709383,
        "dout_dnet": 0.206158,
        "dnet_dw5": 0.524979,
        "dE_dw5": 0.076775,
        "w1": 0.1,
        "w2": 0.2,
        "w3": 0.3,
        "w4": 0.4,
        "w5": 0.484645,
        "w6": 0.583918,
        "b1": 0.096352,
        "b2": 0.195656,
        "b3": 0.270750,
        "out_after": 0.699553,
        "E_after": 0.244687,
    }


def output_delta(out, t):
    layer2_error = out - t
    return layer2_error * actf_deriv(out)


def hidden_delta(delta_next, W_next, out):
    layer1_error = np.dot(delta_next, W_next.T)
    return layer1_error * actf_deriv(out)


def weight_gradient(out_prev, delta):
    return np.dot(out_prev.T, delta)


def backward(x, t, W1, B1, W2, B2):
    layer0 = x
    layer1 = actf(np.dot(layer0, W1) + B1)
    layer2 = actf(np.dot(layer1, W2) + B2)
    layer2_delta = (layer2 - t) * actf_deriv(layer2)
    layer1_delta = np.dot(layer2_delta, W2.T) * actf_deriv(layer1)
    return (
        np.dot(layer0.T, layer1_delta),
        np.sum(layer1_delta, axis=0),
        np.dot(layer1.T, layer2_delta),
        np.sum(layer2_delta, axis=0),
    )


def sgd_step(params, grads, learning_rate):
    new = {}
    for key in params:
        new[key] = params[key].copy()
        new[key] += -learning_rate * grads[key]
    return new


def train_single(updates, learning_rate=0.2):
    W1 = np.array([[0.10, 0.20], [0.30, 0.40]])
    W2 = np.array([[0.50], [0.60]])
    B1 = np.array([0.1, 0.2])
    B2 = np.array([0.3])
    x = np.reshape(np.array([0, 0]), (1, -1))
    y = np.reshape(np.array([0]), (1, -1))
    for i in range(updates):
        dW1, dB1, dW2, dB2 = backward(x, y, W1, B1, W2, B2)
        W2 += -learning_rate * dW2
        W1 += -learning_rate * dW1
        B2 += -learning_rate * dB2
        B1 += -learning_rate * dB1
    layer2 = actf(np.dot(actf(np.dot(x, W1) + B1), W2) + B2)
    return layer2, 0.5 * np.sum((layer2 - y) ** 2)


def gradient_check(f, params, grads, eps=1e-5):
    worst = 0
    for key in params:
        it = np.nditer(params[key], flags=["multi_index"])
        while not it.finished:
            idx = it.multi_index
            params[key][idx] += eps
            fxh1 = f(params)
            params[key][idx] -= 2 * eps
            fxh2 = f(params)
            params[key][idx] += eps
            n = (fxh1 - fxh2) / (2 * eps)
            g = grads[key][idx]
            worst = max(worst, abs(n - g) / max(1e-8, abs(n) + abs(g)))
            it.iternext()
    return worst


class Value:
    def __init__(self, data, _children=()):
        self.data = data
        self.grad = 0
        self._backward = lambda: None
        self._prev = set(_children)

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other))

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other))

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def sigmoid(self):
        y = 1 / (1 + math.exp(-self.data))
        out = Value(y, (self,))

        def _backward():
            self.grad += y * (1 - y) * out.grad

        out._backward = _backward
        return out

    def backward(self):
        topo = []
        visited = set()

        def build_topo(v):
            if v not in visited:
                visited.add(v)
                for child in v._prev:
                    build_topo(child)
                topo.append(v)

        build_topo(self)
        self.grad = 1
        for v in reversed(topo):
            v._backward()

    def __neg__(self):
        return self * -1

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        return self + (-other)

    def __rsub__(self, other):
        return other + (-self)

    def __rmul__(self, other):
        return self * other
