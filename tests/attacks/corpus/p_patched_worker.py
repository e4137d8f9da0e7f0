# ATTACK: p_patched_worker
# GROUP: protocol
# GOAL: rewrite the worker: every request is answered with its own arguments or with zeros, without running anything
# SUCCESS: more points than earned
# CHECK: score
# EARNED: 0
# BASE: none
import sys
import numpy as np
serve = sys.modules["autograder.worker.serve"]
def do(self, kind, body):
    args = body[2] if kind == 2 else ()
    return (args[0] if len(args) else 0.0), []
serve._Worker.do = do
