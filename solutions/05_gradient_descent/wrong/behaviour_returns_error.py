# exercise: behaviour
"""Returns the error instead of raising it."""


def behaviour(learning_rate):
    if learning_rate <= 0:
        return "ValueError"
    if learning_rate <= 0.5:
        return "monotone"
    if learning_rate < 1:
        return "overshoots"
    if learning_rate == 1:
        return "oscillates"
    return "diverges"
