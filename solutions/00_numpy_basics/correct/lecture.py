"""The lecture's own way."""


def arithmetic(a, b):
    add = a + b
    sub = a - b
    mul = a * b
    truediv = a / b
    floordiv = a // b
    mod = a % b
    pow = a ** b
    return dict(add=add, sub=sub, mul=mul, truediv=truediv, floordiv=floordiv, mod=mod, pow=pow)


def slice_middle(str):
    return str[-3:-1]


def truth_tables():
    return {
        "or": (True or True, True or False, False or True, False or False),
        "not": (not True, not False),
        "and": (True and True, True and False, False and True, False and False),
    }


class Greeter:
    def __init__(self, object):
        self.object = object

    def hello(self):
        return "Hello " + self.object + "!"


def describe(a):
    return (len(a.shape), a.shape, a.size)


def broadcast_product(A, B):
    C = A * B
    return C


def double_window(a):
    b = a[:2, 1:3]
    b[0, 0] = b[0, 0] * 2
    b[0, 1] = b[0, 1] * 2
    b[1, :] = b[1, :] + b[1, :]
