# exercise: output_units
# misconception: inputs-counted
"""The number of inputs."""


def output_units(problem):
    return {"spam": (1, "sigmoid"), "mnist": (784, "softmax")}[problem]
