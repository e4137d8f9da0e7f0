# exercise: classify_setting
# misconception: other-words
"""With capitals."""


def classify_setting(name):
    return "Parameter" if name in ("weight", "bias") else "Hyperparameter"
