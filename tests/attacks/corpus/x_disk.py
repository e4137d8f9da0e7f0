# ATTACK: x_disk
# GROUP: resource
# GOAL: fill the disk: one large file, many small ones, deep folders, sparse files, links
# SUCCESS: more than the cap is written
# CHECK: outside
# EARNED: 10
# BASE: honest
import os
try:
    with open("large", "wb") as file:
        for _ in range(300):
            file.write(b"d" * (1 << 20))
except OSError as error:
    print(error)
try:
    for index in range(10**5):
        open(f"small{index}", "w").close()
except OSError as error:
    print(error)
for folder in ("@@OUTSIDE@@", "/tmp", "/var/tmp"):
    try:
        os.truncate(os.open(folder + "/zz_sparse", os.O_CREAT | os.O_RDWR), 1 << 40)
    except OSError as error:
        print(error)
