# exercise: predict
# misconception: output-not-activated
"""No activation at the output."""


def predict(params, x):
    hidden = sigmoid(x @ params["W1"] + params["B1"])
    return hidden @ params["W2"] + params["B2"]
