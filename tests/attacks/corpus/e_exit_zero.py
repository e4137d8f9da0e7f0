# ATTACK: e_exit_zero
# GROUP: exit
# GOAL: leave with status 0 while the cell runs, by every door
# SUCCESS: more points than earned
# CHECK: score
# EARNED: 0
# BASE: none
import os, sys
def relu(x): os._exit(0)
def softmax(x): sys.exit(0)
def cross_entropy(y, t): raise SystemExit
def numerical_gradient(f, x): os.kill(os.getpid(), 15)
class TwoLayerNet:
    def __init__(self, *sizes): quit()
