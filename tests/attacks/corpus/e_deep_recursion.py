# ATTACK: e_deep_recursion
# GROUP: exit
# GOAL: recursion without a limit, and a destructor chain that overflows the C stack
# SUCCESS: the batch stops
# CHECK: crash
# EARNED: 0
# BASE: none
import sys
sys.setrecursionlimit(2**30)
def relu(x): return relu(relu(x))
def softmax(x):
    chain = None
    for _ in range(10**6):
        chain = (chain,)
    return chain
