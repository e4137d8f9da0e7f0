# exercise: Greeter
# misconception: greeter-punctuation
"""No blank."""


class Greeter:
    def __init__(self, name):
        self.name = name

    def hello(self):
        return "Hello" + self.name + "!"
