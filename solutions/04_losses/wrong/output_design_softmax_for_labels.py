# exercise: output_design
# misconception: softmax-for-many-labels
"""Softmax for several labels at once."""


def output_design(task):
    return {
        "binary": ("sigmoid", "binary_crossentropy"),
        "single_label": ("softmax", "categorical_crossentropy"),
        "multi_label": ("softmax", "categorical_crossentropy"),
        "regression": (None, "mse"),
        "regression_0_1": ("sigmoid", "mse"),
    }[task]
