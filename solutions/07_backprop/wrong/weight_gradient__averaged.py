# exercise: weight_gradient
# misconception: averaged
"""Divides by the number of samples."""


def weight_gradient(out_prev, delta):
    return out_prev.T @ delta / len(delta)
