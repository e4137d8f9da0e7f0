# exercise: behaviour
"""Lets 0 pass."""


def behaviour(learning_rate):
    if learning_rate < 0:
        raise ValueError("negative")
    if learning_rate <= 0.5:
        return "monotone"
    if learning_rate < 1:
        return "overshoots"
    if learning_rate == 1:
        return "oscillates"
    return "diverges"
