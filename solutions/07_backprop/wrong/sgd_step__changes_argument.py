# exercise: sgd_step
# misconception: changes-argument
"""Changes the arrays in place."""


def sgd_step(params, grads, learning_rate):
    new = dict(params)
    for name in new:
        new[name] -= learning_rate * grads[name]
    return new
