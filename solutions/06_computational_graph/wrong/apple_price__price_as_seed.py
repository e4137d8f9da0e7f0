# exercise: apple_price
# misconception: price-as-seed
"""Starts the way back with the price instead of 1."""


def apple_price(apple, count, tax):
    apples, taxed = MulLayer(), MulLayer()
    price = taxed.forward(apples.forward(apple, count), tax)
    dsum, dtax = taxed.backward(price)
    dapple, dcount = apples.backward(dsum)
    return price, dapple, dcount, dtax
