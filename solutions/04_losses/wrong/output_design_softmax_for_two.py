# exercise: output_design
# misconception: softmax-for-yes-or-no
"""Softmax for a yes-or-no question."""


def output_design(task):
    return {
        "binary": ("softmax", "categorical_crossentropy"),
        "single_label": ("softmax", "categorical_crossentropy"),
        "multi_label": ("sigmoid", "binary_crossentropy"),
        "regression": (None, "mse"),
        "regression_0_1": ("sigmoid", "mse"),
    }[task]
