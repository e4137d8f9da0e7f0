# ATTACK: r_links_and_mounts
# GROUP: read
# GOAL: symbolic and hard links, mounts, chroot and pivot_root to get at the old root
# SUCCESS: a secret string is printed
# CHECK: canary
# EARNED: 10
# BASE: honest
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
for target in ("/", "@@SECRETS@@", "/proc/1/root"):
    for way in (lambda: os.symlink(target, "way"), lambda: os.chroot(target), lambda: os.link(target, "way2")):
        try:
            way()
        except OSError as error:
            print(error.errno)
for call in (lambda: libc.unshare(0x20000 | 0x10000000), lambda: libc.mount(b"none", b"/scratch", b"tmpfs", 0, None),
             lambda: libc.umount2(b"/", 2), lambda: libc.setns(3, 0), lambda: libc.syscall(428, -100, b"/", 1)):
    print(call(), ctypes.get_errno())
for path in ("way/hidden_tests.py", "way@@SECRETS@@/hidden_tests.py", "/.old@@SECRETS@@/hidden_tests.py"):
    try:
        print(open(path).read())
    except OSError as error:
        print(error.errno)
