# ATTACK: x_two_parents
# GROUP: resource
# GOAL: get root back or a way out: setuid programs, capabilities, user namespaces, keyrings, bpf, perf
# SUCCESS: a right is gained
# CHECK: crash
# EARNED: 10
# BASE: honest
# TELLS: GAINED
import ctypes, os, subprocess
libc = ctypes.CDLL(None, use_errno=True)
for name, way in {
    "setuid": lambda: libc.setuid(0), "userns": lambda: libc.unshare(0x10000000), "prctl": lambda: libc.prctl(4, 1, 0, 0, 0),
    "keyctl": lambda: libc.syscall(250, 0, -3, 1), "bpf": lambda: libc.syscall(321, 0, 0, 0), "perf": lambda: libc.syscall(298, 0, 0, -1, -1, 0),
    "userfaultfd": lambda: libc.syscall(323, 0), "modify_ldt": lambda: libc.syscall(154, 0, 0, 0), "execve": lambda: libc.syscall(59, b"/bin/true", 0, 0),
    "memfd_exec": lambda: libc.syscall(322, 1, b"", 0, 0, 0x1000), "clone3": lambda: libc.syscall(435, 0, 0), "personality": lambda: libc.personality(0x0040000),
}.items():
    result = way()
    if result == 0 or (result > 0 and name not in ("personality",)):
        print("GAINED", name, result)
try:
    subprocess.run(["/usr/bin/su", "-c", "id"], timeout=2)
    print("GAINED su")
except Exception as error:
    print(type(error).__name__)
