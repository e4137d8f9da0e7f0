# ATTACK: n_reuse_channel
# GROUP: network
# GOAL: turn the inherited channel into another connection: connect, sendto and dissolve on its descriptor
# SUCCESS: a listener is reached
# CHECK: connect
# EARNED: 10
# BASE: honest
import socket
for fd in range(3, 16):
    try:
        own = socket.socket(fileno=fd)
    except OSError:
        continue
    for address in ("@@UNIX@@", "\0@@ABSTRACT@@"):
        for way in (lambda: own.connect(address), lambda: own.sendto(b"x", address), lambda: own.sendmsg([b"y"], [], 0, address)):
            try:
                way()
            except OSError as error:
                print(error)
    own.detach()
    break
