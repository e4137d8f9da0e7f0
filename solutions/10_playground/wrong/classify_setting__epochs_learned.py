# exercise: classify_setting
# misconception: wrong-side
"""Takes the epochs for a parameter."""


def classify_setting(name):
    return "parameter" if name in ("weight", "bias", "epochs") else "hyperparameter"
