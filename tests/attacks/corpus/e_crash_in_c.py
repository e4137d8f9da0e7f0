# ATTACK: e_crash_in_c
# GROUP: exit
# GOAL: crash in C in each function: null pointer, stack, abort, illegal instruction, bus error
# SUCCESS: the batch stops
# CHECK: crash
# EARNED: 0
# BASE: none
import ctypes, faulthandler, mmap, os
def relu(x): ctypes.string_at(1)
def softmax(x): os.abort()
def cross_entropy(y, t): os.kill(os.getpid(), 4)
def numerical_gradient(f, x): faulthandler._stack_overflow()
class TwoLayerNet:
    def __init__(self, *sizes): ctypes.memset(id(type(self)), 255, 4096)
