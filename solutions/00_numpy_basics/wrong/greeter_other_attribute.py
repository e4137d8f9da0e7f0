# exercise: Greeter
# misconception: greeter-not-stored
"""Stores under one name, reads under another."""


class Greeter:
    def __init__(self, name):
        self.nmae = name

    def hello(self):
        return f"Hello {self.name}!"
