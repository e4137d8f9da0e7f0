# exercise: apple_price
# misconception: cut-to-whole-won
"""Returns what the lecture prints: int(price)."""


def apple_price(apple, count, tax):
    return int(apple * count * tax), count * tax, apple * tax, apple * count
