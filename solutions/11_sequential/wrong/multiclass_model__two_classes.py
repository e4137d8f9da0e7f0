# exercise: multiclass_model
"""Has units for two classes only."""


def multiclass_model(X, Y):
    model = Sequential(seed=1)
    model.add(Dense(16, input_dim=2, activation="tanh"))
    model.add(Dense(2, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    model.fit(X, Y[:, :2], epochs=100, batch_size=20)
    return model
