# ATTACK: t_array_protocols
# GROUP: tamper
# GOAL: objects that answer NumPy's protocols as the comparison would like: __array_ufunc__, __array_function__, __array_interface__
# SUCCESS: more points than earned
# CHECK: score
# EARNED: 0
# BASE: none
import numpy as np
class Liar:
    __array_priority__ = 10**9
    def __array_ufunc__(self, ufunc, method, *inputs, **options): return np.True_
    def __array_function__(self, function, types, args, options): return np.True_
    def __array__(self, *a, **k): return np.zeros(7)
    @property
    def __array_interface__(self): return {"shape": (7,), "typestr": "<f8", "data": (1, False), "version": 3}
    shape, ndim, size, dtype = (7,), 1, 7, np.dtype(float)
relu = softmax = lambda x: Liar()
cross_entropy = lambda y, t: Liar()
