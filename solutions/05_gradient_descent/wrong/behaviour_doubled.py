# exercise: behaviour
# misconception: borders-of-another-curve
"""Borders of a curve half as steep."""


def behaviour(learning_rate):
    if learning_rate <= 0:
        raise ValueError("not positive")
    if learning_rate <= 1:
        return "monotone"
    if learning_rate < 2:
        return "overshoots"
    if learning_rate == 2:
        return "oscillates"
    return "diverges"
