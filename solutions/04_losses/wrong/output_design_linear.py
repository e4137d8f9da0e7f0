# exercise: output_design
# misconception: none-as-text
"""A name for no activation."""


def output_design(task):
    return {
        "binary": ("sigmoid", "binary_crossentropy"),
        "single_label": ("softmax", "categorical_crossentropy"),
        "multi_label": ("sigmoid", "binary_crossentropy"),
        "regression": ("linear", "mse"),
        "regression_0_1": ("sigmoid", "mse"),
    }[task]
