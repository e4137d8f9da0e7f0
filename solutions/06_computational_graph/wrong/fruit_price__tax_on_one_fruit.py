# exercise: fruit_price
# misconception: tax-on-one-fruit
"""The tax meets the apples only."""


def fruit_price(apple, apple_count, orange, orange_count, tax):
    apples, oranges, both, taxed = MulLayer(), MulLayer(), AddLayer(), MulLayer()
    apple_sum = taxed.forward(apples.forward(apple, apple_count), tax)
    price = both.forward(apple_sum, oranges.forward(orange, orange_count))
    dapples, doranges = both.backward(1)
    dapples, dtax = taxed.backward(dapples)
    dapple, dapple_count = apples.backward(dapples)
    dorange, dorange_count = oranges.backward(doranges)
    return {
        "price": price, "dapple": dapple, "dapple_count": dapple_count,
        "dorange": dorange, "dorange_count": dorange_count, "dtax": dtax,
    }
