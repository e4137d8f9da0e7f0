# ATTACK: t_subclasses
# GROUP: tamper
# GOAL: subclasses of float, int, str, bool-like, ndarray, tuple, dict that compare equal to everything
# SUCCESS: more points than earned
# CHECK: score
# EARNED: 0
# BASE: none
import numpy as np
def agreeable(base):
    yes, zero = (lambda self, *o: True), (lambda self, *o: base.__new__(type(self)))
    return type("A", (base,), {"__eq__": yes, "__ne__": lambda s, o: False, "__lt__": yes, "__le__": yes, "__sub__": zero, "__rsub__": zero, "__abs__": zero, "__hash__": lambda s: 0})
class View(np.ndarray):
    def __array_finalize__(self, other): pass
    def __eq__(self, other): return np.ones(self.shape, bool)
    def tobytes(self, *a): return b"\0" * 8
    shape = property(lambda self: (7,))
relu = softmax = lambda x: x.view(View)
cross_entropy = lambda y, t: agreeable(float)(0.0)
numerical_gradient = lambda f, x: agreeable(tuple)((x,))
class TwoLayerNet:
    def __init__(self, *sizes): self.params = agreeable(dict)()
    def predict(self, x): return agreeable(int)(0)
