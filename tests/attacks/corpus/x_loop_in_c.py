# ATTACK: x_loop_in_c
# GROUP: resource
# GOAL: hold the interpreter's lock in C: a regular expression, a huge power, a sort, a slow hash
# SUCCESS: grading takes longer than the limit
# CHECK: hang
# EARNED: 0
# BASE: none
import re
def relu(x): return re.fullmatch(r"(a|aa)+$", "a" * 60 + "b")
def softmax(x): return 3 ** (10**9)
def cross_entropy(y, t): return sum(range(10**12))
def numerical_gradient(f, x): return "a" * 10**9 in "b" * 10**9
