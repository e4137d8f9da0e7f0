# exercise: output_design
# misconception: sigmoid-for-one-of-many
"""Sigmoid where exactly one class is right."""


def output_design(task):
    return {
        "binary": ("sigmoid", "binary_crossentropy"),
        "single_label": ("sigmoid", "binary_crossentropy"),
        "multi_label": ("sigmoid", "binary_crossentropy"),
        "regression": (None, "mse"),
        "regression_0_1": ("sigmoid", "mse"),
    }[task]
