# ATTACK: p_half_closed
# GROUP: protocol
# GOAL: shut one direction of the channel, then the other, then close it and live on
# SUCCESS: grading takes longer than the limit, or something lives on
# CHECK: hang
# EARNED: 0
# BASE: none
import socket, time
def relu(x):
    own = socket.socket(fileno=channel())
    own.shutdown(socket.SHUT_WR)
    time.sleep(0.2)
    own.shutdown(socket.SHUT_RD)
    own.close()
    while True:
        time.sleep(1)
