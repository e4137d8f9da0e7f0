# exercise: build_and_train
"""Eleven outputs."""

def build_and_train(x_train, t_train, rng):
    network = TwoLayerNet(784, 50, 11, rng=rng)
    train(network, x_train, t_train, 1500, learning_rate=0.5, rng=rng)
    return network
