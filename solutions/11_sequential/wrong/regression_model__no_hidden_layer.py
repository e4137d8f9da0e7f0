# exercise: regression_model
# misconception: no-hidden-layer
"""Fits a plane."""


def regression_model(X, Y):
    model = Sequential(seed=1)
    model.add(Dense(1, input_dim=2))
    model.compile(loss="mean_squared_error", optimizer="adam")
    model.fit(X, Y, epochs=100, batch_size=20)
    return model
