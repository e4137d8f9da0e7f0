# ATTACK: x_memory_slowly
# GROUP: resource
# GOAL: take memory piece by piece and touch it, then all at once
# SUCCESS: more than the limit is taken
# CHECK: hang
# EARNED: 0
# BASE: none
def relu(x):
    kept = []
    while True:
        kept.append(bytearray(b"x" * (1 << 20)))
def softmax(x): return bytearray(1 << 40)
def cross_entropy(y, t): return [0] * (1 << 33)
