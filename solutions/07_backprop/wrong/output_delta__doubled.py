# exercise: output_delta
# misconception: doubled
"""Forgets the 1/2 in E."""


def output_delta(out, t):
    return 2 * (out - t) * out * (1 - out)
