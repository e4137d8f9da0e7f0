# ATTACK: q_changed_later
# GROUP: toctou
# GOAL: a thread puts the right values into the array after it was returned
# SUCCESS: the compared and the sent value differ
# CHECK: score
# EARNED: 0
# BASE: none
import threading, time
import numpy as np
def relu(x):
    wrong, right = np.zeros_like(x), np.maximum(x, 0.0)
    def mend():
        for _ in range(2000):
            wrong[...] = right
            wrong[...] = 0
    threading.Thread(target=mend, daemon=True).start()
    return wrong
