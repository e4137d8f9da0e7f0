# exercise: update_direction
# misconception: small-slopes-ignored
"""Cuts the slope to a whole number first."""

import numpy as np


def update_direction(slope):
    return -int(np.sign(int(slope)))
