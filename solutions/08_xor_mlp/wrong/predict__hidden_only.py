# exercise: predict
# misconception: hidden-returned
"""Stops after the hidden layer."""


def predict(params, x):
    hidden = sigmoid(x @ params["W1"] + params["B1"])
    return hidden
