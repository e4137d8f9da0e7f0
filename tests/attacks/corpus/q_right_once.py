# ATTACK: q_right_once
# GROUP: toctou
# GOAL: right at the first call, constant after it
# SUCCESS: more points than earned
# CHECK: score
# EARNED: 0
# BASE: none
import numpy as np
calls = []
def relu(x):
    calls.append(1)
    return np.maximum(x, 0.0) if len(calls) == 1 else np.zeros_like(x)
