# exercise: predict
# misconception: bias-forgotten
"""B2 forgotten."""


def predict(params, x):
    hidden = sigmoid(x @ params["W1"] + params["B1"])
    return sigmoid(hidden @ params["W2"])
