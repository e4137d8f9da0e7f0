# ATTACK: t_hide_the_change
# GROUP: tamper
# GOAL: alter the argument, and make the worker say that nothing was altered; the answer is wrong all the same
# SUCCESS: an altered argument and a wrong answer earn points
# CHECK: score
# EARNED: 0
# BASE: none
import sys
serve = sys.modules["autograder.worker.serve"]
serve.differs = lambda *a: False
serve.snapshot = lambda value, depth=0: value
def relu(x):
    x[...] = 0
    return x
