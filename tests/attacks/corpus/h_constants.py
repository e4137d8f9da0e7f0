# ATTACK: h_constants
# GROUP: hardcode
# GOAL: constants and zeros of the right shape
# SUCCESS: more points than earned
# CHECK: score
# EARNED: 0
# BASE: none
import numpy as np
def relu(x): return np.abs(x) / 2
def softmax(x): return np.full(x.shape, 1 / x.shape[-1])
def cross_entropy(y, t): return float(np.log(y.shape[1]))
def numerical_gradient(f, x): f(x); return np.zeros_like(x)
