# ATTACK: p_callback_broadcast
# GROUP: protocol
# GOAL: call the given function with a shape that grows when the suite computes with it
# SUCCESS: the trusted side grows by more than 300 MiB, or fails
# CHECK: hang
# EARNED: 0
# BASE: none
import numpy as np
def numerical_gradient(f, x):
    for shape in ((1 << 22, 1, 1), (1, 1 << 22, 1)):
        try:
            f(np.ones(shape))
        except Exception as error:
            print(error)
    return x
