# exercise: load_model
# misconception: another-model
"""Keeps the model itself, which goes on learning, instead of what it was."""

SAVED = {}


def save(self, path):
    SAVED[path] = self


def load_model(path):
    return SAVED[path]


Sequential.save = save
