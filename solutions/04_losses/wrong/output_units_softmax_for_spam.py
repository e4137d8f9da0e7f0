# exercise: output_units
# misconception: one-softmax-unit
"""One softmax unit for spam."""


def output_units(problem):
    return {"spam": (1, "softmax"), "mnist": (10, "softmax")}[problem]
