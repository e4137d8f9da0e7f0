# ATTACK: o_terminal_escapes
# GROUP: output
# GOAL: terminal escapes, direction overrides, zero-width and control characters in errors and answers
# SUCCESS: one of them reaches an output
# CHECK: html
# EARNED: 0
# BASE: none
EVIL = "\x1b[2J\x1b]0;owned\x07\x1b]8;;http://example.org\x07link\x9b31m\u202e\u200b\r\x08\x08\x00\x7f\ufeff"
def relu(x): raise ValueError(EVIL)
def softmax(x): return EVIL * 3
def cross_entropy(y, t): raise type("E" + EVIL, (Exception,), {})(EVIL)
raise RuntimeError(EVIL)
