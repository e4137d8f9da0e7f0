# exercise: bias_from_threshold
# misconception: same-sign
"""Takes the threshold for the bias, as the deck's triples suggest."""


def bias_from_threshold(threshold):
    return threshold
