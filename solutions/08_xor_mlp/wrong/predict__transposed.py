# exercise: predict
# misconception: weights-read-down
"""W1 the wrong way round, which two hidden units do not tell."""


def predict(params, x):
    hidden = sigmoid(x @ params["W1"].T + params["B1"])
    return sigmoid(hidden @ params["W2"] + params["B2"])
