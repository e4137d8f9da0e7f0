# exercise: classify_setting
# misconception: other-words
"""With a hyphen."""


def classify_setting(name):
    return "parameter" if name in ("weight", "bias") else "hyper-parameter"
