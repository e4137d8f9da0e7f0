# ATTACK: t_other_exercise_cells
# GROUP: tamper
# GOAL: take over the given cell's names (np) and those of later exercises, from the first cell
# SUCCESS: more points than earned
# CHECK: score
# EARNED: 0
# BASE: none
import builtins
import numpy as real
class Fake:
    def __getattr__(self, name): return getattr(real, name) if name != "maximum" else (lambda x, y: x)
np = Fake()
relu = lambda x: np.maximum(x, 0)
