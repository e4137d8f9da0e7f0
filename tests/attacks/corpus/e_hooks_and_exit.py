# ATTACK: e_hooks_and_exit
# GROUP: exit
# GOAL: sys.excepthook, sys.exit, atexit, threading.excepthook and __del__ all end with status 0
# SUCCESS: more points than earned
# CHECK: score
# EARNED: 0
# BASE: none
import atexit, os, sys, threading
end = os._exit
sys.excepthook = threading.excepthook = sys.unraisablehook = lambda *a: end(0)
sys.exit = exit = lambda *a: end(0)
atexit.register(end, 0)
class Last:
    def __del__(self): end(0)
keep = Last()
def relu(x): return x
