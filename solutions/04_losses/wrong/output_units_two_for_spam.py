# exercise: output_units
# misconception: two-units-for-yes-or-no
"""Two units for a yes-or-no question."""


def output_units(problem):
    return {"spam": (2, "softmax"), "mnist": (10, "softmax")}[problem]
