# exercise: multiclass_model
# misconception: trained-too-little
"""Forgets to train."""


def multiclass_model(X, Y):
    model = Sequential(seed=1)
    model.add(Dense(16, input_dim=2, activation="tanh"))
    model.add(Dense(3, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model
