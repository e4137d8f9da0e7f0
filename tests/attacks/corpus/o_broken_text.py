# ATTACK: o_broken_text
# GROUP: output
# GOAL: lone surrogates, invalid and unassigned characters, and null bytes in all that is text
# SUCCESS: an output cannot be written
# CHECK: crash
# EARNED: 0
# BASE: none
EVIL = "\ud800\udfff\U0010ffff\ufffe\x00\ue000 \udcff"
def relu(x): raise ValueError(EVIL)
def softmax(x): return EVIL
def cross_entropy(y, t): return {EVIL: EVIL}
def numerical_gradient(f, x): raise type("X", (Exception,), {"__module__": EVIL})(EVIL)
class TwoLayerNet:
    def __init__(self, *sizes): self.params = type(EVIL.encode("ascii", "ignore").decode().strip("\x00 ") or "T", (), {})()
raise RuntimeError(EVIL)
