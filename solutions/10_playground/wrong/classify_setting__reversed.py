# exercise: classify_setting
# misconception: wrong-side
"""The other way round."""


def classify_setting(name):
    return "hyperparameter" if name in ("weight", "bias") else "parameter"
