# exercise: weight_gradient
# misconception: not-summed-over-samples
"""Forgets to transpose."""


def weight_gradient(out_prev, delta):
    return out_prev @ delta
