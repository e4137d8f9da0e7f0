# ATTACK: c_scratch_survives
# GROUP: contaminate
# GOAL: find in the scratch folder what an earlier submission left there, and leave something
# SUCCESS: a file of another run is there
# CHECK: later
# EARNED: 0
# BASE: none
# TELLS: FOUND FROM BEFORE
import os
folders = {os.path.realpath(name) for name in (".", os.environ.get("HOME", "."), os.environ.get("TMPDIR", "."), "/scratch", "/tmp")}
for folder in folders:
    try:
        if "zz_relay" in os.listdir(folder):
            print("FOUND FROM BEFORE", folder)
        with open(os.path.join(folder, "zz_relay"), "w") as file:
            file.write("x")
    except OSError:
        pass
