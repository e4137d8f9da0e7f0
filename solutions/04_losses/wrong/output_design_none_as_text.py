# exercise: output_design
# misconception: none-as-text
"""The text None instead of the object."""


def output_design(task):
    return {
        "binary": ("sigmoid", "binary_crossentropy"),
        "single_label": ("softmax", "categorical_crossentropy"),
        "multi_label": ("sigmoid", "binary_crossentropy"),
        "regression": ("None", "mse"),
        "regression_0_1": ("sigmoid", "mse"),
    }[task]
