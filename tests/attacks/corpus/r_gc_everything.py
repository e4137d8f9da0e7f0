# ATTACK: r_gc_everything
# GROUP: introspect
# GOAL: every object that the collector knows, every frame below ours, every referrer
# SUCCESS: a secret string is printed
# CHECK: canary
# EARNED: 10
# BASE: honest
import gc, sys
needle = "CAN" + "ARY-"
for thing in gc.get_objects():
    try:
        values = thing.values() if isinstance(thing, dict) else thing if isinstance(thing, (list, tuple, set)) else ()
        for value in list(values):
            if isinstance(value, (str, bytes)) and needle in (value if isinstance(value, str) else value.decode("latin-1")):
                if "needle" not in str(value):
                    print("found", value[:100])
    except Exception:
        pass
frame = sys._getframe()
while frame is not None:
    for name, value in frame.f_locals.items():
        if needle in repr(value)[:5000] and "needle" not in repr(value)[:5000]:
            print(frame.f_code.co_name, name)
    frame = frame.f_back
