# exercise: multiclass_model
# misconception: one-softmax-unit
"""One softmax unit for three classes, as the wiki writes it."""


def multiclass_model(X, Y):
    model = Sequential(seed=1)
    model.add(Dense(16, input_dim=2, activation="tanh"))
    model.add(Dense(1, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    model.fit(X, Y.argmax(axis=1).reshape(-1, 1) * 1.0, epochs=100, batch_size=20)
    return model
