# exercise: Greeter
# misconception: greeter-not-stored
"""The name is a local variable of __init__."""


class Greeter:
    def __init__(self, name):
        greeting = name

    def hello(self):
        return f"Hello {greeting}!"
