# exercise: apple_price
# misconception: chain-stops-early
"""Starts the way back at the first node with 1."""


def apple_price(apple, count, tax):
    apples, taxed = MulLayer(), MulLayer()
    price = taxed.forward(apples.forward(apple, count), tax)
    _, dtax = taxed.backward(1)
    dapple, dcount = apples.backward(1)
    return price, dapple, dcount, dtax
