# exercise: output_design
# misconception: bounded-regression
"""A sigmoid in front of any number."""


def output_design(task):
    return {
        "binary": ("sigmoid", "binary_crossentropy"),
        "single_label": ("softmax", "categorical_crossentropy"),
        "multi_label": ("sigmoid", "binary_crossentropy"),
        "regression": ("sigmoid", "mse"),
        "regression_0_1": ("sigmoid", "mse"),
    }[task]
