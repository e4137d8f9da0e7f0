# ATTACK: p_callback_arguments
# GROUP: protocol
# GOAL: call the given function with everything that it cannot take, and from everywhere
# SUCCESS: a fault of the grader
# CHECK: crash
# EARNED: 0
# BASE: none
import numpy as np
def numerical_gradient(f, x):
    for value in ("text", None, {}, [1] * 10**4, x[:0], x * np.nan, object(), 10**400, x.astype(complex), b"bytes", slice(1), ...,
                  {1, 2}, (x, x), np.float64(3), True, f, numerical_gradient, [[[]]], x.astype("<f2"), np.zeros((0, 5))):
        try:
            print(type(f(value)))
        except BaseException as error:
            print(repr(error)[:100])
    for args in ((), (x, x), (x, x, x)):
        try:
            f(*args)
        except BaseException:
            pass
    return x
