# ATTACK: p_answer_twice
# GROUP: protocol
# GOAL: two replies to one request; the second is meant for the next
# SUCCESS: more points than earned
# CHECK: score
# EARNED: 2
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


def worker():
    """The object that serves requests in this process."""
    import gc
    return next(thing for thing in gc.get_objects() if type(thing).__name__ == "_Worker")


def now():
    """The number of the request that is being answered."""
    return worker().number


def answer(data):
    """Send this instead of the worker's own next frame."""
    here, real = worker(), type(worker()).send
    def once(self, kind, number, body):
        type(here).send = real
    type(here).send = once
    send(data)


def send(data):
    try:
        os.write(channel(), data)
    except OSError as error:
        print("refused:", error)


import numpy as np
def relu(x): return np.maximum(x, 0.0)
def softmax(x):
    for number in range(1, 60):
        send(reply({"a": ["<f8", list(x.shape)]}, number, x.tobytes()))
    return x
