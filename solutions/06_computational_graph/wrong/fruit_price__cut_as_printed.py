# exercise: fruit_price
# misconception: cut-to-whole-won
"""Cuts the values that the lecture prints with int()."""


def fruit_price(apple, apple_count, orange, orange_count, tax):
    apples, oranges, both, taxed = MulLayer(), MulLayer(), AddLayer(), MulLayer()
    total = both.forward(apples.forward(apple, apple_count), oranges.forward(orange, orange_count))
    price = taxed.forward(total, tax)
    dtotal, dtax = taxed.backward(1)
    dapples, doranges = both.backward(dtotal)
    dapple, dapple_count = apples.backward(dapples)
    dorange, dorange_count = oranges.backward(doranges)
    return {
        "price": int(price), "dapple": dapple, "dapple_count": int(dapple_count),
        "dorange": dorange, "dorange_count": int(dorange_count), "dtax": dtax,
    }
