# exercise: build_and_train
# misconception: not-trained
"""Returns another network than the one it trained."""

def build_and_train(x_train, t_train, rng):
    network = TwoLayerNet(784, 50, 10, rng=rng)
    train(network, x_train, t_train, 500, learning_rate=0.5, rng=rng)
    return TwoLayerNet(784, 50, 10, rng=rng)
