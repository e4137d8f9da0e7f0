# ATTACK: x_clock
# GROUP: resource
# GOAL: set the clocks, the timers and the time zone, so that deadlines do not come
# SUCCESS: a clock changes or the limit is not kept
# CHECK: hang
# EARNED: 0
# BASE: none
import ctypes, time
libc = ctypes.CDLL(None)
for clock in (0, 1, 4, 11):
    try:
        time.clock_settime(clock, 0.0)
    except OSError as error:
        print(error)
time.monotonic = time.time = time.perf_counter = lambda: 0.0
def relu(x):
    while True:
        pass
