# exercise: update_direction
# misconception: moves-at-zero
"""Forgets level ground."""


def update_direction(slope):
    return -1 if slope > 0 else 1
