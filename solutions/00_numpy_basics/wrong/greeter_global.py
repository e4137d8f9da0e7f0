# exercise: Greeter
# misconception: greeter-shared-name
"""One name for all, outside the class."""


who = ''


class Greeter:
    def __init__(self, name):
        global who
        who = name

    def hello(self):
        return 'Hello ' + who + '!'
