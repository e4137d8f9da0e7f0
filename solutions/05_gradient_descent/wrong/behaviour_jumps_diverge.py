# exercise: behaviour
# misconception: overshooting-taken-for-diverging
"""Every jump over the minimum counts as diverging."""


def behaviour(learning_rate):
    if learning_rate <= 0:
        raise ValueError("not positive")
    if learning_rate <= 0.5:
        return "monotone"
    if learning_rate == 1:
        return "oscillates"
    return "diverges"
