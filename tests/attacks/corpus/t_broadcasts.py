# ATTACK: t_broadcasts
# GROUP: tamper
# GOAL: right numbers in a shape that only broadcasts to the expected one; empty arrays; scalars
# SUCCESS: more points than earned
# CHECK: score
# EARNED: 0
# BASE: none
import numpy as np
def relu(x): return np.maximum(x, 0.0)[None]
def softmax(x): return np.empty((0,) + x.shape)
def cross_entropy(y, t): return np.full((2, 2), -np.log(y[np.arange(len(t)), t] + 1e-7).mean())
def numerical_gradient(f, x): f(x); return np.float64(0)
