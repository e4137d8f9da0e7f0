# ATTACK: x_folders
# GROUP: resource
# GOAL: folders without end, nested deeper than anything cleans up, with names as long as they can be, unreadable ones, out of the scratch folder
# SUCCESS: a folder stands elsewhere or is left, more than the cap is made, or an honest point is lost
# CHECK: outside
# EARNED: 10
# BASE: honest
# TELLS: \d{3,} DEEP|OUT OF IT|LINKED|CLOSED TO US
import os

def made(path, **how):
    try:
        os.mkdir(path, **how)
    except OSError as error:
        return print(error.strerror, repr(path[:40]))
    return True

for path in ("..", "../up", "/tmp/zz_folder", "/zz_folder", "@@OUTSIDE@@/zz_folder", "/scratch/../zz_folder", "a/../../zz_folder"):
    if made(path):
        print("OUT OF IT", path)
for mode in (0, 0o300, 0o077, 0o400):
    if made(f"closed{mode}", mode=mode):
        print("CLOSED TO US", oct(mode))
try:
    os.symlink("..", "up")
    print("LINKED")
except OSError as error:
    print(error.errno)
made("a")
made("b")
chains = ["a", "b"]
for round in range(20):
    path = chains[0]
    depth = 0
    while made(path := path + "/d"):
        depth += 1
    if depth >= 300:
        print(depth, "DEEP")
    try:
        os.rename("b", path.rpartition("/")[0] + "/b")
        print("OUT OF IT: moved below")
        made("b")
    except OSError as error:
        print(error.errno)
for index in range(10**4):
    if not made(f"{index:05}" + "n" * 250):
        break
for index in range(10**6):
    try:
        os.mkdir(str(index))
    except OSError as error:
        print(error.strerror, index)
        break
