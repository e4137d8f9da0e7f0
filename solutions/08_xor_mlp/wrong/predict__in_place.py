# exercise: predict
# misconception: changes-argument
"""Adds the bias into W2."""


def predict(params, x):
    hidden = sigmoid(x @ params["W1"] + params["B1"])
    x *= 0
    return sigmoid(hidden @ params["W2"] + params["B2"])
