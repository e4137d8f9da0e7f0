# exercise: Greeter
# misconception: greeter-name-changed
"""Tidies the blanks up."""


class Greeter:
    def __init__(self, name):
        self.name = name.strip()

    def hello(self):
        return f"Hello {self.name}!"
