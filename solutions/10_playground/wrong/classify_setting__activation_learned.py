# exercise: classify_setting
# misconception: wrong-side
"""Takes the activation for a parameter."""


def classify_setting(name):
    return "parameter" if name in ("weight", "bias", "activation") else "hyperparameter"
