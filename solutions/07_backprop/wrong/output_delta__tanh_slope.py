# exercise: output_delta
# misconception: tanh-slope
"""Uses the slope of tanh."""


def output_delta(out, t):
    return (out - t) * (1 - out**2)
