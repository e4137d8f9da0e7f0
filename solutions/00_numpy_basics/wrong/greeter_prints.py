# exercise: Greeter
# misconception: prints-instead
"""Prints the greeting."""


class Greeter:
    def __init__(self, name):
        self.name = name

    def hello(self):
        print(f"Hello {self.name}!")
