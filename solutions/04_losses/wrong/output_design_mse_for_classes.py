# exercise: output_design
# misconception: mse-for-classes
"""Squared errors for classes."""


def output_design(task):
    return {
        "binary": ("sigmoid", "mse"),
        "single_label": ("softmax", "mse"),
        "multi_label": ("sigmoid", "binary_crossentropy"),
        "regression": (None, "mse"),
        "regression_0_1": ("sigmoid", "mse"),
    }[task]
