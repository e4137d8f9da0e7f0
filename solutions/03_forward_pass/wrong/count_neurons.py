# exercise: count_parameters
# misconception: sizes-multiplied-through
"""Multiplies all the sizes, as if every layer were connected to every other at once."""

import math


def count_parameters(sizes):
    return math.prod(sizes)
