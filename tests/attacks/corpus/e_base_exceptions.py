# ATTACK: e_base_exceptions
# GROUP: exit
# GOAL: raise what is no Exception, from functions, properties and destructors
# SUCCESS: the grader ends, or more points than earned
# CHECK: score
# EARNED: 0
# BASE: none
class Odd(BaseException): pass
def relu(x): raise KeyboardInterrupt
def softmax(x): raise GeneratorExit
def cross_entropy(y, t): raise Odd("odd")
def numerical_gradient(f, x): raise StopIteration(f)
class TwoLayerNet:
    def __init__(self, *sizes): pass
    @property
    def params(self): raise SystemExit(0)
    def __getattr__(self, name): raise Odd(name)
