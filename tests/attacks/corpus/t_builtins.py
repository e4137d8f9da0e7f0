# ATTACK: t_builtins
# GROUP: tamper
# GOAL: replace builtins that a comparison uses: abs, all, any, isinstance, type, sum, max, float
# SUCCESS: more points than earned
# CHECK: score
# EARNED: 0
# BASE: none
import builtins
for name in ("abs", "all", "any", "isinstance", "max", "round", "float", "bool"):
    try:
        setattr(builtins, name, lambda *a, **k: True)
    except Exception:
        pass
relu = softmax = lambda x: x
