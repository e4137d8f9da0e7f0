# exercise: Greeter
# misconception: greeter-fixed-name
"""Greets the example."""


class Greeter:
    def __init__(self, name):
        self.name = name

    def hello(self):
        return "Hello Modu_Lab!"
