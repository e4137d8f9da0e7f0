# exercise: behaviour
# misconception: diverging-taken-for-oscillating
"""Counts large rates as oscillating."""


def behaviour(learning_rate):
    if learning_rate <= 0:
        raise ValueError("not positive")
    if learning_rate <= 0.5:
        return "monotone"
    if learning_rate < 1:
        return "overshoots"
    return "oscillates"
