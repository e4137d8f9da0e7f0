# ATTACK: e_threads_go_on
# GROUP: exit
# GOAL: threads, daemonic and not, that go on after the call has returned, and an atexit handler
# SUCCESS: something lives on or is written
# CHECK: leftover
# EARNED: 10
# BASE: honest
import atexit, threading, time
def forever():
    while True:
        try:
            open("@@OUTSIDE@@/beat", "a").write("x")
        except OSError:
            time.sleep(0.05)
threading.Thread(target=forever, daemon=True).start()
threading.Thread(target=forever).start()
atexit.register(forever)
