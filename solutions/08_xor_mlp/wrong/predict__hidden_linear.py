# exercise: predict
# misconception: hidden-not-activated
"""No activation in the hidden layer."""


def predict(params, x):
    hidden = x @ params["W1"] + params["B1"]
    return sigmoid(hidden @ params["W2"] + params["B2"])
