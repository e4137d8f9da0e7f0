# exercise: step
# misconception: fires-at-zero
"""Fires at the threshold, as one of the decks does."""

import numpy as np


def step(x):
    return (np.asarray(x) >= 0).astype(int)
