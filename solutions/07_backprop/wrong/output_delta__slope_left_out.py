# exercise: output_delta
# misconception: slope-left-out
"""Forgets f'."""


def output_delta(out, t):
    return out - t
