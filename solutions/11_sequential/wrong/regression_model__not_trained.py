# exercise: regression_model
# misconception: trained-too-little
"""Forgets to train."""


def regression_model(X, Y):
    model = Sequential(seed=1)
    model.add(Dense(16, input_dim=2, activation="tanh"))
    model.add(Dense(1))
    model.compile(loss="mean_squared_error", optimizer="adam")
    return model
