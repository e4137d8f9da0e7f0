# exercise: Greeter
# misconception: greeter-no-self
"""hello without self."""


class Greeter:
    def __init__(self, name):
        self.name = name

    def hello():
        return 'Hello!'
