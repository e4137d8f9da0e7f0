# ATTACK: e_double_fork
# GROUP: exit
# GOAL: fork twice, start a session, ignore signals: a demon that nobody's child is
# SUCCESS: a process lives on
# CHECK: leftover
# EARNED: 10
# BASE: honest
import os, signal, subprocess, time
for way in (os.fork, os.forkpty, lambda: subprocess.Popen(["/bin/sleep", "20"]), lambda: os.posix_spawn("/bin/sleep", ["sleep", "20"], {})):
    try:
        if way() == 0:
            os.setsid()
            if os.fork() == 0:
                signal.signal(15, signal.SIG_IGN)
                time.sleep(20)
            os._exit(0)
    except (OSError, RuntimeError) as error:
        print(error)
