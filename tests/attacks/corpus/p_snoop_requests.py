# ATTACK: p_snoop_requests
# GROUP: protocol
# GOAL: read the requests before the worker does, and print them: are expected values among them?
# SUCCESS: a secret or an expected value is printed
# CHECK: canary
# EARNED: 0
# BASE: none
# TELLS: CANARY-\w
import threading
def snoop():
    for _ in range(40):
        try:
            print("SNOOPED", os.read(channel(), 65536)[:200])
        except OSError:
            break
threading.Thread(target=snoop, daemon=True).start()
