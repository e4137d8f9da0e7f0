# ATTACK: p_callback_endless
# GROUP: protocol
# GOAL: call the given function without end, and in itself
# SUCCESS: grading takes longer than the limit
# CHECK: hang
# EARNED: 0
# BASE: none
def numerical_gradient(f, x):
    while True:
        f(x)
