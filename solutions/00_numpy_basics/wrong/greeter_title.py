# exercise: Greeter
# misconception: greeter-name-changed
"""Corrects the name."""


class Greeter:
    def __init__(self, name):
        self.name = name

    def hello(self):
        return f"Hello {self.name.title()}!"
