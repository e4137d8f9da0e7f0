# exercise: behaviour
# misconception: near-taken-for-at
"""Rounds the rate first."""


def behaviour(learning_rate):
    rate = round(learning_rate, 2)
    if learning_rate <= 0:
        raise ValueError("not positive")
    if rate <= 0.5:
        return "monotone"
    if rate == 1:
        return "oscillates"
    return "overshoots" if rate < 1 else "diverges"
