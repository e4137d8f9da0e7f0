# exercise: apple_price
# misconception: derivatives-swapped
"""Takes the two answers of the first node in the wrong order."""


def apple_price(apple, count, tax):
    return apple * count * tax, apple * tax, count * tax, apple * count
