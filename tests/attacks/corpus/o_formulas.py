# ATTACK: o_formulas
# GROUP: output
# GOAL: spreadsheet formulas in errors and answers
# SUCCESS: a cell of a table begins with a formula
# CHECK: html
# EARNED: 0
# BASE: none
EVIL = "=HYPERLINK(\"http://example.org\",\"x\")"
def relu(x): raise ValueError(EVIL)
def softmax(x): return "+cmd|' /C calc'!A0"
def cross_entropy(y, t): raise type("@SUM(1+1)", (Exception,), {})("\t=1+1")
raise RuntimeError("-1+1")
