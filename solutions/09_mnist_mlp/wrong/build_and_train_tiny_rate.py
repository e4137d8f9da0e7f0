# exercise: build_and_train
# misconception: not-trained
"""A learning rate far too small."""

def build_and_train(x_train, t_train, rng):
    network = TwoLayerNet(784, 50, 10, rng=rng)
    train(network, x_train, t_train, 300, learning_rate=0.001, rng=rng)
    return network
