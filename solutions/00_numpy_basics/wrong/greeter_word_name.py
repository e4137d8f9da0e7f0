# exercise: Greeter
# misconception: greeter-fixed-name
"""The word instead of what it stands for."""


class Greeter:
    def __init__(self, name):
        self.name = name

    def hello(self):
        return "Hello NAME!"
