# ATTACK: x_output_flood
# GROUP: resource
# GOAL: print two gigabytes to each descriptor, with and without Python
# SUCCESS: the grader keeps it, or takes beyond its limit
# CHECK: flood
# EARNED: 0
# BASE: none
import os, sys
block = b"f" * (1 << 20)
for _ in range(1000):
    sys.stdout.write("f" * 1000)
    os.write(1, block)
    os.write(2, block)
