# exercise: output_delta
# misconception: target-minus-output
"""Subtracts the other way round."""


def output_delta(out, t):
    return (t - out) * out * (1 - out)
