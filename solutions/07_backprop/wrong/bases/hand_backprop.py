"""By hand with a function for the slope, and a product for each derivative."""

import math


def hand_backprop():
    rate, w5, w6, b1, b2, b3 = 0.2, 0.5, 0.6, 0.1, 0.2, 0.3

    def f(net):
        return 1 / (1 + math.exp(-net))

    def slope(net, out):
        return out * (1 - out)

    a1, a2 = f(b1), f(b2)
    net = w5 * a1 + w6 * a2 + b3
    out = f(net)
    delta = out * slope(net, out)
    answer = {"E": out**2 / 2, "dE_dout": out, "dout_dnet": slope(net, out), "dnet_dw5": a1, "dE_dw5": delta * a1}
    delta1 = delta * w5 * slope(b1, a1)
    delta2 = delta * w6 * slope(b2, a2)
    w5 = w5 - rate * delta * a1
    w6 = w6 - rate * delta * a2
    b1, b2, b3 = b1 - rate * delta1, b2 - rate * delta2, b3 - rate * delta
    answer |= {"w1": 0.1, "w2": 0.2, "w3": 0.3, "w4": 0.4, "w5": w5, "w6": w6, "b1": b1, "b2": b2, "b3": b3}
    out = f(w5 * f(b1) + w6 * f(b2) + b3)
    return answer | {"out_after": out, "E_after": out**2 / 2}
