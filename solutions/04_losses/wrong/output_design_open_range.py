# exercise: output_design
# misconception: unbounded-share
"""No activation for a target between 0 and 1."""


def output_design(task):
    return {
        "binary": ("sigmoid", "binary_crossentropy"),
        "single_label": ("softmax", "categorical_crossentropy"),
        "multi_label": ("sigmoid", "binary_crossentropy"),
        "regression": (None, "mse"),
        "regression_0_1": (None, "mse"),
    }[task]
