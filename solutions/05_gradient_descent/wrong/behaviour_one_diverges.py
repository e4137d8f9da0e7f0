# exercise: behaviour
# misconception: one-belongs-nowhere
"""Forgets the rate 1: it diverges."""


def behaviour(learning_rate):
    if learning_rate <= 0:
        raise ValueError("not positive")
    if learning_rate <= 0.5:
        return "monotone"
    if learning_rate < 1:
        return "overshoots"
    return "diverges"
