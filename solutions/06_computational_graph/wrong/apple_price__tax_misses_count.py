# exercise: apple_price
# misconception: tax-misses-count
"""Takes the tax as if one apple had been bought."""


def apple_price(apple, count, tax):
    return apple * count * tax, count * tax, apple * tax, apple
