# exercise: output_delta
# misconception: sigmoid-twice
"""Takes the slope of the sigmoid at the output."""


def output_delta(out, t):
    return (out - t) * sigmoid(out) * (1 - sigmoid(out))
