# ATTACK: n_udp
# GROUP: network
# GOAL: a datagram, which needs no handshake, and one with sendmmsg
# SUCCESS: the listener receives it
# CHECK: connect
# EARNED: 10
# BASE: honest
import ctypes, socket
try:
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", int("@@UDP@@")))
except OSError as error:
    print(error)
libc = ctypes.CDLL(None, use_errno=True)
print(libc.socket(2, 2, 0), ctypes.get_errno())
