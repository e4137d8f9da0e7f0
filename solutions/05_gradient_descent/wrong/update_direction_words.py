# exercise: update_direction
"""Words instead of numbers."""


def update_direction(slope):
    return "left" if slope > 0 else "right"
