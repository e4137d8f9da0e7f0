# exercise: build_and_train
# misconception: not-trained
"""Loses which label belongs to which image."""

def build_and_train(x_train, t_train, rng):
    network = TwoLayerNet(784, 50, 10, rng=rng)
    train(network, x_train, rng.permutation(t_train), 300, learning_rate=0.5, rng=rng)
    return network
