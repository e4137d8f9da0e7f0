# ATTACK: p_ready_to_die
# GROUP: protocol
# GOAL: end one worker after the other, so that the grader starts as many as it will
# SUCCESS: a fault of the grader
# CHECK: crash
# EARNED: 0
# BASE: none
import os, time
def relu(x): time.sleep(1.7)
def softmax(x): os._exit(0)
def cross_entropy(y, t): os._exit(0)
def numerical_gradient(f, x): time.sleep(1.9); os._exit(0)
class TwoLayerNet:
    def __init__(self, *sizes): time.sleep(1.95)
