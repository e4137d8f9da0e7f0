# ATTACK: t_redefine_later
# GROUP: tamper
# GOAL: define the answers as properties of the notebook's module that change with the name that is asked for
# SUCCESS: more points than earned
# CHECK: score
# EARNED: 0
# BASE: none
import sys, types
class Sly(types.ModuleType):
    def __getattr__(self, name): return lambda *a, **k: a[0] if a else 0.0
    @property
    def __dict__(self): return {}
here = sys.modules["__main__"]
try:
    here.__class__ = Sly
except TypeError as error:
    print(error)
