# exercise: build_and_train
"""Returns the losses."""

def build_and_train(x_train, t_train, rng):
    network = TwoLayerNet(784, 50, 10, rng=rng)
    return train(network, x_train, t_train, 500, learning_rate=0.5, rng=rng)
