# ATTACK: n_tcp
# GROUP: network
# GOAL: a plain TCP connection to a listener on loopback, v4 and v6-mapped
# SUCCESS: the listener accepts
# CHECK: connect
# EARNED: 10
# BASE: honest
import socket
for family, address in ((socket.AF_INET, ("127.0.0.1", int("@@PORT@@"))), (socket.AF_INET6, ("::ffff:127.0.0.1", int("@@PORT@@")))):
    try:
        knock = socket.socket(family, socket.SOCK_STREAM)
        knock.settimeout(1)
        knock.connect(address)
    except OSError as error:
        print(error)
