# exercise: sgd_step
# misconception: changes-argument
"""Writes the new arrays into the old dict."""


def sgd_step(params, grads, learning_rate):
    for name in params:
        params[name] = params[name] - learning_rate * grads[name]
    return params
