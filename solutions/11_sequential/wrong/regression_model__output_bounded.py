# exercise: regression_model
# misconception: output-bounded
"""Ends in tanh."""


def regression_model(X, Y):
    model = Sequential(seed=1)
    model.add(Dense(16, input_dim=2, activation="tanh"))
    model.add(Dense(1, activation="tanh"))
    model.compile(loss="mean_squared_error", optimizer="adam")
    model.fit(X, Y, epochs=100, batch_size=20)
    return model
