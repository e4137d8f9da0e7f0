# exercise: hidden_delta
# misconception: changes-argument
"""Scales the deltas in place."""


def hidden_delta(delta_next, W_next, out):
    answer = delta_next @ W_next.T * out * (1 - out)
    delta_next *= 0
    return answer
