# exercise: predict
# misconception: outputs-flattened
"""One axis instead of two."""


def predict(params, x):
    hidden = sigmoid(x @ params["W1"] + params["B1"])
    return sigmoid(hidden @ params["W2"] + params["B2"])[:, 0]
