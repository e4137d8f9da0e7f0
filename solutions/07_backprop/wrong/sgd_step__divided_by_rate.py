# exercise: sgd_step
# misconception: divided-by-rate
"""Divides by the learning rate."""


def sgd_step(params, grads, learning_rate):
    return {name: params[name] - grads[name] / learning_rate for name in params}
