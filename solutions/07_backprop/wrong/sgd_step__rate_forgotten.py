# exercise: sgd_step
# misconception: rate-forgotten
"""Subtracts the whole gradient."""


def sgd_step(params, grads, learning_rate):
    return {name: params[name] - grads[name] for name in params}
