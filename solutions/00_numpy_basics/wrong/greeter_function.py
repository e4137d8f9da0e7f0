# exercise: Greeter
"""A function instead of a class."""


def Greeter(name):
    return f'Hello {name}!'
