# exercise: update_direction
# misconception: slope-for-direction
"""Returns the negative slope."""


def update_direction(slope):
    return -slope
