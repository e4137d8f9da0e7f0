# ATTACK: p_lengths_that_lie
# GROUP: protocol
# GOAL: objects whose length is huge, negative or of another type, and whose items never end
# SUCCESS: a loop of the suite runs for ever
# CHECK: hang
# EARNED: 0
# BASE: none
class Endless(list):
    def __len__(self): return 2**62
    def __iter__(self): return iter(int, 1)
    def __getitem__(self, key): return 0.0
relu = softmax = lambda x: Endless()
class TwoLayerNet:
    def __init__(self, *sizes): self.params = Endless()
    def __len__(self): return -5
