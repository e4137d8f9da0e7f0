# exercise: behaviour
# misconception: near-taken-for-at
"""Compares with 1 so loosely that its neighbours count as well."""


def behaviour(learning_rate):
    if learning_rate <= 0:
        raise ValueError("not positive")
    if abs(learning_rate - 1) < 0.01:
        return "oscillates"
    if learning_rate <= 0.5:
        return "monotone"
    return "overshoots" if learning_rate < 1 else "diverges"
