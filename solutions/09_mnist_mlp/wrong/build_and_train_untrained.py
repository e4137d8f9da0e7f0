# exercise: build_and_train
# misconception: not-trained
"""Builds and does not train."""

def build_and_train(x_train, t_train, rng):
    return TwoLayerNet(784, 50, 10, rng=rng)
