# exercise: predict
# misconception: bias-forgotten
"""B1 forgotten."""


def predict(params, x):
    hidden = sigmoid(x @ params["W1"])
    return sigmoid(hidden @ params["W2"] + params["B2"])
