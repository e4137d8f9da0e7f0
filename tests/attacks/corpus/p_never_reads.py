# ATTACK: p_never_reads
# GROUP: protocol
# GOAL: stop reading, so that the grader's next large request blocks; keep the channel open
# SUCCESS: grading takes longer than the limit
# CHECK: hang
# EARNED: 0
# BASE: none
import os, threading, time
serve = __import__("sys").modules["autograder.worker.serve"]
def relu(x):
    serve._Worker.read = lambda self, size: time.sleep(60)
    return x
