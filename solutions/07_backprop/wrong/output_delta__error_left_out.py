# exercise: output_delta
# misconception: error-left-out
"""Returns the slope."""


def output_delta(out, t):
    return out * (1 - out)
