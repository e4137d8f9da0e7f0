# ATTACK: t_other_parameters
# GROUP: tamper
# GOAL: a params mapping that shows other parameters than those that predict uses, and swallows what is set
# SUCCESS: more points than earned
# CHECK: score
# EARNED: 0
# BASE: none
import numpy as np
class Show(dict):
    def __setitem__(self, key, value): pass
    def __getitem__(self, key): return np.zeros(dict.__getitem__(self, key).shape)
class TwoLayerNet:
    def __init__(self, i, h, o):
        self.params = Show(W1=np.ones((i, h)), b1=np.ones(h), W2=np.ones((h, o)), b2=np.ones(o))
        self.outputs = o
    def predict(self, x): return np.full((len(x), self.outputs), 1 / self.outputs)
