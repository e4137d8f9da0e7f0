# ATTACK: o_long_texts
# GROUP: output
# GOAL: megabytes of text in errors, answers, types, warnings and prints
# SUCCESS: an output is longer than its cap
# CHECK: flood
# EARNED: 0
# BASE: none
import warnings
LONG = "word " * (1 << 19)
def relu(x): raise ValueError(LONG)
def softmax(x): return LONG
def cross_entropy(y, t): print(LONG); warnings.warn(LONG); return {LONG[:1000] + str(k): k for k in range(900)}
def numerical_gradient(f, x): return [LONG]
class TwoLayerNet:
    def __init__(self, *sizes): raise type(LONG, (Exception,), {})(LONG)
raise RuntimeError(LONG)
