# exercise: output_units
# misconception: sigmoid-for-one-of-many
"""Ten independent probabilities."""


def output_units(problem):
    return {"spam": (1, "sigmoid"), "mnist": (10, "sigmoid")}[problem]
