# exercise: update_direction
# misconception: uphill
"""Walks uphill."""


def update_direction(slope):
    if slope > 0:
        return 1
    if slope < 0:
        return -1
    return 0
