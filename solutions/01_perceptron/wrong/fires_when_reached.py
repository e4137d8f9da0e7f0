# exercise: fires
# misconception: reached-is-enough
"""Fires on the threshold, as one of the decks writes it."""

import numpy as np


def fires(x, w, threshold):
    return 1 if np.sum(x * w) >= threshold else 0
