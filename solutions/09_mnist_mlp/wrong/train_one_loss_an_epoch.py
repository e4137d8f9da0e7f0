# exercise: train
"""One loss for each pass through the images."""

import numpy as np


def train(network, x_train, t_train, iters_num, batch_size=100, learning_rate=0.1, rng=None):
    if rng is None:
        rng = np.random.default_rng()
    losses = []
    for i in range(iters_num):
        batch = rng.choice(len(x_train), batch_size)
        x, t = x_train[batch], t_train[batch]
        grads = network.gradient(x, t)
        for key in ("W1", "b1", "W2", "b2"):
            network.params[key] -= learning_rate * grads[key]
        if i % max(len(x_train) // batch_size, 1) == 0:
            losses.append(network.loss(x, t))
    return losses
