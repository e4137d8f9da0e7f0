# ATTACK: r_course_folder
# GROUP: read
# GOAL: walk from the secrets up to the course and read suite, reference and gradebook
# SUCCESS: a secret string stands in output
# CHECK: canary
# EARNED: 10
# BASE: honest
import os
for top in ("@@SECRETS@@/..", "@@SECRETS@@/../course/solutions/small_net", "/", "/home", "/root", "/work", "/tmp"):
    for folder, _, files in os.walk(top):
        if folder.count("/") > 7 or "python3" in folder:
            continue
        for name in files[:50]:
            if name.startswith(("test_hidden", "reference", "gradebook")):
                try:
                    print(folder, open(os.path.join(folder, name), errors="replace").read(300))
                except OSError:
                    pass
