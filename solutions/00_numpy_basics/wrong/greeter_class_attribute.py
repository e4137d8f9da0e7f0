# exercise: Greeter
# misconception: greeter-shared-name
"""One name for all."""


class Greeter:
    def __init__(self, name):
        Greeter.name = name

    def hello(self):
        return f"Hello {self.name}!"
