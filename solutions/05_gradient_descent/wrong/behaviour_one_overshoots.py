# exercise: behaviour
# misconception: one-belongs-nowhere
"""Counts 1 among the rates that overshoot."""


def behaviour(learning_rate):
    if learning_rate <= 0:
        raise ValueError("not positive")
    if learning_rate <= 0.5:
        return "monotone"
    if learning_rate <= 1:
        return "overshoots"
    return "diverges"
