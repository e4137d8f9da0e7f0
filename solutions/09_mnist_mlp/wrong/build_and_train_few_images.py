# exercise: build_and_train
# misconception: trained-too-little
"""Learns one batch by heart."""

def build_and_train(x_train, t_train, rng):
    network = TwoLayerNet(784, 50, 10, rng=rng)
    train(network, x_train[:100], t_train[:100], 1000, learning_rate=0.5, rng=rng)
    return network
