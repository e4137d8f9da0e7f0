# exercise: build_and_train
# misconception: trained-too-little
"""Stops long before the loss does."""

def build_and_train(x_train, t_train, rng):
    network = TwoLayerNet(784, 50, 10, rng=rng)
    train(network, x_train, t_train, 300, learning_rate=0.1, rng=rng)
    return network
