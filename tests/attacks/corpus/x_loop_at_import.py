# ATTACK: x_loop_at_import
# GROUP: resource
# GOAL: a loop without end while the cell runs
# SUCCESS: grading takes longer than the limit
# CHECK: hang
# EARNED: 0
# BASE: none
while True:
    pass
