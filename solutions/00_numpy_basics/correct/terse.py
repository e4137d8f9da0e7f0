"""As short as Python and NumPy allow."""

import operator

import numpy as np

arithmetic = lambda a, b: {k: getattr(operator, k)(a, b) for k in "add sub mul truediv floordiv mod pow".split()}
slice_middle = lambda s: s[-3:][:-1]
describe = lambda a: (np.ndim(a), np.shape(a), np.size(a))
broadcast_product = np.multiply


def truth_tables():
    p, q = np.array([[True, True, False, False], [True, False, True, False]])
    return {"and": tuple(p & q), "or": tuple(p | q), "not": tuple(~p[1:3])}


class Greeter:
    __init__ = lambda self, name: setattr(self, "hello", lambda: "Hello %s!" % name)


def double_window(a):
    np.multiply(a[:2, 1:3], 2, out=a[:2, 1:3])
    return a
