# exercise: sgd_step
# misconception: plus-for-minus
"""Follows the printed formula."""


def sgd_step(params, grads, learning_rate):
    return {name: params[name] + learning_rate * grads[name] for name in params}
