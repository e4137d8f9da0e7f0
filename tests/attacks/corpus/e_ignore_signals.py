# ATTACK: e_ignore_signals
# GROUP: exit
# GOAL: ignore and block every signal, then spin
# SUCCESS: grading takes longer than the limit
# CHECK: hang
# EARNED: 0
# BASE: none
import signal
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
def relu(x):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
