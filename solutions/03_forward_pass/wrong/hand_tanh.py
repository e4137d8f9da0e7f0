# exercise: hand_forward
# misconception: another-activation
"""Uses tanh for the sigmoid."""

import math


def hand_forward():
    a1, a2 = math.tanh(0.1), math.tanh(0.2)
    zy = 0.5 * a1 + 0.6 * a2 + 0.3
    return {"z1": 0.1, "a1": a1, "z2": 0.2, "a2": a2, "zy": zy, "ay": math.tanh(zy)}
