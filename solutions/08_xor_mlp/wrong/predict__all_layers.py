# exercise: predict
# misconception: hidden-returned
"""All three layers, as the lab's predict returns them."""


def predict(params, x):
    hidden = sigmoid(x @ params["W1"] + params["B1"])
    return x, hidden, sigmoid(hidden @ params["W2"] + params["B2"])
