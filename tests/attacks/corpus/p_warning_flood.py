# ATTACK: p_warning_flood
# GROUP: protocol
# GOAL: a million warnings, each of its own kind, long and with escapes
# SUCCESS: the grader keeps more than its cap
# CHECK: flood
# EARNED: 0
# BASE: none
import warnings
def relu(x):
    for number in range(10**5):
        warnings.warn("\x1b[2J" + "w" * 1000 + str(number))
    return x
