# exercise: hand_forward
# misconception: another-sample
"""Computes with (1, 1) in place of (0, 0)."""

import math


def hand_forward():
    def sigmoid(z):
        return 1 / (1 + math.exp(-z))

    z1, z2 = 0.1 + 0.3 + 0.1, 0.2 + 0.4 + 0.2
    zy = 0.5 * sigmoid(z1) + 0.6 * sigmoid(z2) + 0.3
    return {"z1": z1, "a1": sigmoid(z1), "z2": z2, "a2": sigmoid(z2), "zy": zy, "ay": sigmoid(zy)}
