"""Step by step, with loops and lists."""

import numpy as np


def arithmetic(a, b):
    result = dict()
    result["add"] = a + b
    result["sub"] = a - b
    result["mul"] = a * b
    result["truediv"] = float(a) / float(b)
    quotient, remainder = divmod(a, b)
    result["floordiv"] = quotient
    result["mod"] = remainder
    result["pow"] = pow(a, b)
    return result


def slice_middle(s):
    result = ""
    for i in range(len(s) - 3, len(s) - 1):
        result += s[i]
    return result


def truth_tables():
    table = {"and": [], "or": [], "not": []}
    for p in [True, False]:
        for q in [True, False]:
            if p and q:
                table["and"].append(True)
            else:
                table["and"].append(False)
            if p or q:
                table["or"].append(True)
            else:
                table["or"].append(False)
        table["not"].append(p == False)
    return table


class Greeter:
    def __init__(self, name):
        self.words = ["Hello", name + "!"]

    def hello(self):
        return " ".join(self.words)


def describe(a):
    shape = []
    size = 1
    for length in a.shape:
        shape.append(length)
        size = size * length
    return [len(shape), shape, size]


def broadcast_product(A, B):
    m, n = A.shape
    result = np.zeros((m, n))
    for i in range(m):
        for j in range(n):
            if isinstance(B, (int, float)):
                result[i, j] = A[i, j] * B
            else:
                result[i, j] = A[i, j] * B[j]
    return result


def double_window(a):
    for i in range(0, 2):
        for j in range(1, 3):
            a[i, j] = 2 * a[i, j]
