# exercise: hand_forward
# misconception: activation-forgotten
"""Passes the hidden sums on without the sigmoid."""

import math


def hand_forward():
    zy = 0.5 * 0.1 + 0.6 * 0.2 + 0.3
    return {"z1": 0.1, "a1": 0.1, "z2": 0.2, "a2": 0.2, "zy": zy, "ay": 1 / (1 + math.exp(-zy))}
