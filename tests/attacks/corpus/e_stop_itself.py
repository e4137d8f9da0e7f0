# ATTACK: e_stop_itself
# GROUP: exit
# GOAL: stop the own process, which then neither answers nor ends
# SUCCESS: grading takes longer than the limit
# CHECK: hang
# EARNED: 0
# BASE: none
import os, signal
def relu(x): os.kill(os.getpid(), signal.SIGSTOP)
def softmax(x): signal.pause()
def cross_entropy(y, t): signal.sigwait([signal.SIGUSR1])
