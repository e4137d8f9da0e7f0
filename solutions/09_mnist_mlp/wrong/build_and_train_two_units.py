# exercise: build_and_train
# misconception: trained-too-little
"""Two hidden units for ten digits."""

def build_and_train(x_train, t_train, rng):
    network = TwoLayerNet(784, 2, 10, 0.1, rng)
    train(network, x_train, t_train, 1500, learning_rate=0.5, rng=rng)
    return network
