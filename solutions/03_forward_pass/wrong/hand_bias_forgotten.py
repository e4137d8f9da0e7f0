# exercise: hand_forward
# misconception: bias-forgotten
"""Forgets the biases: every product with x = 0 is 0, and so is the sum."""

import math


def hand_forward():
    def sigmoid(z):
        return 1 / (1 + math.exp(-z))

    a1 = a2 = sigmoid(0)
    zy = 0.5 * a1 + 0.6 * a2
    return {"z1": 0, "a1": a1, "z2": 0, "a2": a2, "zy": zy, "ay": round(sigmoid(zy), 6)}
