# exercise: build_and_train
"""Returns the class."""

def build_and_train(x_train, t_train, rng):
    return TwoLayerNet
