# exercise: hand_forward
# misconception: activation-forgotten
"""Stops at the output unit's weighted sum."""


def hand_forward():
    return {"z1": 0.1, "a1": 0.524979, "z2": 0.2, "a2": 0.549834, "zy": 0.892390, "ay": 0.892390}
