# ATTACK: x_just_below_the_limit
# GROUP: resource
# GOAL: each call takes a little less than its limit, for as many calls as there are
# SUCCESS: grading takes longer than the submission's limit
# CHECK: hang
# EARNED: 0
# BASE: none
import time
def relu(x): time.sleep(1.8); return x
softmax = cross_entropy = numerical_gradient = lambda *a: time.sleep(1.8)
class TwoLayerNet:
    def __init__(self, *sizes): time.sleep(1.8); self.params = {"W1": 0}
