# exercise: hand_forward
# misconception: weights-swapped
"""Takes w6 for a1 and w5 for a2."""

import math


def hand_forward():
    def sigmoid(z):
        return 1 / (1 + math.exp(-z))

    zy = 0.6 * sigmoid(0.1) + 0.5 * sigmoid(0.2) + 0.3
    return {"z1": 0.1, "a1": sigmoid(0.1), "z2": 0.2, "a2": sigmoid(0.2), "zy": zy, "ay": sigmoid(zy)}
