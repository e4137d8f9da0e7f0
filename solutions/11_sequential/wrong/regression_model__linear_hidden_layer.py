# exercise: regression_model
# misconception: no-hidden-layer
"""Has a hidden layer without activation, which is a plane again."""


def regression_model(X, Y):
    model = Sequential(seed=1)
    model.add(Dense(16, input_dim=2))
    model.add(Dense(1))
    model.compile(loss="mean_squared_error", optimizer="adam")
    model.fit(X, Y, epochs=100, batch_size=20)
    return model
