# ATTACK: p_callback_with_objects
# GROUP: protocol
# GOAL: give the given function an object of ours that answers every operation of the suite as we like
# SUCCESS: a fault of the grader, or more points than earned
# CHECK: crash
# EARNED: 0
# BASE: none
class Liar:
    def __getattr__(self, name): return lambda *a, **k: self
    def __pow__(self, other): return self
    __mul__ = __rmul__ = __add__ = __radd__ = __sub__ = __rsub__ = __matmul__ = __truediv__ = __neg__ = __pow__
    def __len__(self): return 10**12
    def __float__(self): return 0.0
def numerical_gradient(f, x):
    for value in (Liar(), [Liar()], (Liar(), 1), {"x": Liar()}, relu, Liar):
        try:
            f(value)
        except Exception as error:
            print(repr(error)[:80])
    return x
def relu(x): return x
