# exercise: update_direction
# misconception: moves-at-zero
"""Counts level ground as rising."""


def update_direction(slope):
    return 1 if slope < 0 else -1
