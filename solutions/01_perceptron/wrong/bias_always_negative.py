# exercise: bias_from_threshold
# misconception: sign-forced
"""Knows that AND's bias is negative and makes every bias so."""


def bias_from_threshold(threshold):
    return -abs(threshold)
