# exercise: output_units
# misconception: zero-not-counted
"""Forgets the digit 0."""


def output_units(problem):
    return {"spam": (1, "sigmoid"), "mnist": (9, "softmax")}[problem]
