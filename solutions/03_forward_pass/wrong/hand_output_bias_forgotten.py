# exercise: hand_forward
# misconception: bias-forgotten
"""Remembers b1 and b2, forgets b3."""


def hand_forward():
    return {"z1": 0.1, "a1": 0.524979, "z2": 0.2, "a2": 0.549834, "zy": 0.592390, "ay": 0.643913}
