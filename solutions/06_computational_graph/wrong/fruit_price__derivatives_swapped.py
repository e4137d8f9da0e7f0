# exercise: fruit_price
# misconception: derivatives-swapped
"""Takes the answers of both fruit nodes in the wrong order."""


def fruit_price(apple, apple_count, orange, orange_count, tax):
    apples, oranges, both, taxed = MulLayer(), MulLayer(), AddLayer(), MulLayer()
    total = both.forward(apples.forward(apple, apple_count), oranges.forward(orange, orange_count))
    price = taxed.forward(total, tax)
    dtotal, dtax = taxed.backward(1)
    dapples, doranges = both.backward(dtotal)
    dapple_count, dapple = apples.backward(dapples)
    dorange_count, dorange = oranges.backward(doranges)
    return {
        "price": price, "dapple": dapple, "dapple_count": dapple_count,
        "dorange": dorange, "dorange_count": dorange_count, "dtax": dtax,
    }
