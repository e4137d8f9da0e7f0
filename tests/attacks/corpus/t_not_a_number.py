# ATTACK: t_not_a_number
# GROUP: tamper
# GOAL: NaN, infinities, masked, complex, object, structured and datetime arrays, in the right shape
# SUCCESS: more points than earned
# CHECK: score
# EARNED: 0
# BASE: none
import numpy as np
def relu(x): return np.full(x.shape, np.nan)
def softmax(x): return np.ma.masked_all(x.shape)
def cross_entropy(y, t): return complex(float("nan"), 0)
def numerical_gradient(f, x): f(x); return np.full(x.shape, None, object)
class TwoLayerNet:
    def __init__(self, i, h, o): self.params = {"W1": np.zeros((i, h)), "b1": np.zeros(h), "W2": np.zeros((h, o)), "b2": np.zeros(o)}
    def predict(self, x): return np.zeros((len(x), 2), [("a", float)])
