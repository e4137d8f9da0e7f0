# ATTACK: r_import_the_suite
# GROUP: read
# GOAL: import the reference through every module path that a grader may leave behind
# SUCCESS: more points than earned
# CHECK: score
# EARNED: 0
# BASE: none
import importlib, sys
sys.path[:0] = ["@@SECRETS@@", "@@SECRETS@@/../course/solutions/small_net", ".", ".."]
for name in ("solution", "reference", "reference_small_net", "autograder.suite", "test_hidden"):
    try:
        module = importlib.import_module(name)
    except BaseException:
        continue
    for wanted in ("relu", "softmax", "cross_entropy", "numerical_gradient", "TwoLayerNet"):
        if hasattr(module, wanted):
            globals()[wanted] = getattr(module, wanted)
