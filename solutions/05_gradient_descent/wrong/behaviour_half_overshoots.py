# exercise: behaviour
# misconception: half-overshoots
"""Counts 0.5 among the rates that overshoot."""


def behaviour(learning_rate):
    if learning_rate <= 0:
        raise ValueError("not positive")
    if learning_rate < 0.5:
        return "monotone"
    if learning_rate < 1:
        return "overshoots"
    if learning_rate == 1:
        return "oscillates"
    return "diverges"
