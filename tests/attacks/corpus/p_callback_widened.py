# ATTACK: p_callback_widened
# GROUP: protocol
# GOAL: call the given function with truth values and half floats, of which NumPy makes eight bytes each on the trusted side
# SUCCESS: the trusted side grows by more than 300 MiB
# CHECK: hang
# EARNED: 0
# BASE: none
import numpy as np
def numerical_gradient(f, x):
    for many in (np.ones((60 << 20,), bool), np.ones((30 << 20,), "<f2"), np.ones((4, 2, 6 << 20), bool)):
        try:
            f(many)
        except Exception:
            pass
    return x
