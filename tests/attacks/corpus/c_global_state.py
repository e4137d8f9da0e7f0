# ATTACK: c_global_state
# GROUP: contaminate
# GOAL: change everything global that Python and NumPy have, hoping that the next submission inherits it
# SUCCESS: the next honest submission loses points
# CHECK: later
# EARNED: 0
# BASE: none
import builtins, decimal, gc, locale, os, random, signal, sys, warnings
import numpy as np
np.seterr(all="raise")
np.random.seed(1)
np.maximum = np.exp = np.sum = lambda *a, **k: 0.0
builtins.len = lambda x: 0
sys.setrecursionlimit(60)
sys.modules["numpy"] = None
gc.disable()
os.environ["OPENBLAS_NUM_THREADS"] = "64"
warnings.simplefilter("error")
