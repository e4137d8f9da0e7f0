# ATTACK: p_colliding_tuples
# GROUP: protocol
# GOAL: a thousand long tuples of -1 and -2, which all have one hash, as keys of a dict, again and again
# SUCCESS: seconds of the trusted side's time for each reply
# CHECK: hang
# EARNED: 0
# BASE: none
import itertools
KEYS = [(-1.0,) * 170 + tail for tail in itertools.islice(itertools.product((-1.0, -2.0), repeat=11), 1020)]
def relu(x): return dict.fromkeys(KEYS, 0)
softmax = relu
def cross_entropy(y, t): return set(KEYS)
