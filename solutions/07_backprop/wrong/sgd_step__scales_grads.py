# exercise: sgd_step
# misconception: changes-argument
"""Scales the caller's gradients in place."""


def sgd_step(params, grads, learning_rate):
    new = {}
    for name in params:
        grads[name] *= learning_rate
        new[name] = params[name] - grads[name]
    return new
