# exercise: Greeter
# misconception: greeter-punctuation
"""A comma too many."""


class Greeter:
    def __init__(self, name):
        self.name = name

    def hello(self):
        return f"Hello, {self.name}!"
