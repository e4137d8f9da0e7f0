# exercise: output_delta
# misconception: averaged
"""Divides by the number of samples."""


def output_delta(out, t):
    return (out - t) * out * (1 - out) / len(out)
