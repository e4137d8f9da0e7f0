# exercise: sgd_step
# misconception: step-without-parameters
"""Returns the steps."""


def sgd_step(params, grads, learning_rate):
    return {name: -learning_rate * grads[name] for name in params}
