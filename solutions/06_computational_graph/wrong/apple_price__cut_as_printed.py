# exercise: apple_price
# misconception: cut-to-whole-won
"""Cuts every value that the lecture prints with int()."""


def apple_price(apple, count, tax):
    return int(apple * count * tax), count * tax, int(apple * tax), apple * count
