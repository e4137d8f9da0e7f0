# exercise: classify_setting
# misconception: wrong-side
"""Takes the bias for a setting."""


def classify_setting(name):
    return "parameter" if name == "weight" else "hyperparameter"
