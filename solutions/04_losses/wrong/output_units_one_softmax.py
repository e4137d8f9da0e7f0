# exercise: output_units
# misconception: one-softmax-unit
"""The slip of the wiki: one unit with softmax."""


def output_units(problem):
    return {"spam": (1, "sigmoid"), "mnist": (1, "softmax")}[problem]
