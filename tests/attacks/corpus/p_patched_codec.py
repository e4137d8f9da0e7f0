# ATTACK: p_patched_codec
# GROUP: protocol
# GOAL: replace encode, so that every number that is sent carries a NaN or an object with a friendly name
# SUCCESS: more points than earned
# CHECK: score
# EARNED: 0
# BASE: none
import sys
serve = sys.modules["autograder.worker.serve"]
real = serve.encode
def encode(value, **options):
    if isinstance(value, list) and len(value) == 4:
        value = [float("nan"), [], "", []]
    return real(value, **options)
serve.encode = encode
