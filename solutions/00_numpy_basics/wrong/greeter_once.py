# exercise: Greeter
"""Greets once and forgets."""


class Greeter:
    def __init__(self, name):
        self.name = name

    def hello(self):
        name, self.name = self.name, ''
        return f'Hello {name}!'
