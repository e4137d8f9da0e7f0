# exercise: hidden_delta
# misconception: sigmoid-twice
"""Takes the slope of the sigmoid at the output."""


def hidden_delta(delta_next, W_next, out):
    return delta_next @ W_next.T * sigmoid(out) * (1 - sigmoid(out))
