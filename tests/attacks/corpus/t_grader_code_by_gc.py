# ATTACK: t_grader_code_by_gc
# GROUP: tamper
# GOAL: find the grader's functions among all objects and replace their code by ours
# SUCCESS: more points than earned
# CHECK: score
# EARNED: 0
# BASE: none
import gc, types
def agree(*a, **k): return None
for thing in gc.get_objects():
    if isinstance(thing, types.FunctionType) and thing.__name__ in ("compare", "check", "require", "_values", "check_unchanged", "relu"):
        try:
            thing.__code__ = agree.__code__
        except ValueError:
            pass
relu = softmax = lambda x: x
