# exercise: output_design
"""Other names for the losses."""


def output_design(task):
    return {
        "binary": ("sigmoid", "bce"),
        "single_label": ("softmax", "categorical_crossentropy"),
        "multi_label": ("sigmoid", "bce"),
        "regression": (None, "mse"),
        "regression_0_1": ("sigmoid", "mse"),
    }[task]
