# exercise: hand_forward
# misconception: rounded-too-early
"""Rounds every intermediate result to three decimals."""


def hand_forward():
    return {"z1": 0.1, "a1": 0.525, "z2": 0.2, "a2": 0.550, "zy": 0.893, "ay": 0.710}
