# exercise: hand_forward
# misconception: rounded-too-early
"""Rounds a1 and a2 to four decimals and computes on with six."""

import math


def hand_forward():
    a1, a2 = 0.5250, 0.5498
    zy = 0.5 * a1 + 0.6 * a2 + 0.3
    return {"z1": 0.1, "a1": a1, "z2": 0.2, "a2": a2, "zy": round(zy, 6), "ay": round(1 / (1 + math.exp(-zy)), 6)}
