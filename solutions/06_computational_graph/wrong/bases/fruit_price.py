"""A right fruit_price in a style of its own, of which some mistakes are made."""

def fruit_price(apple, apple_count, orange, orange_count, tax):
    apples, oranges, both, taxed = MulLayer(), MulLayer(), AddLayer(), MulLayer()
    total = both.forward(apples.forward(apple, apple_count), oranges.forward(orange, orange_count))
    price = taxed.forward(total, tax)
    dtotal, dtax = taxed.backward(1)
    dapples, doranges = both.backward(dtotal)
    dapple, dapple_count = apples.backward(dapples)
    dorange, dorange_count = oranges.backward(doranges)
    return {
        "price": price, "dapple": dapple, "dapple_count": dapple_count,
        "dorange": dorange, "dorange_count": dorange_count, "dtax": dtax,
    }
