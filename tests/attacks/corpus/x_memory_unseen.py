# ATTACK: x_memory_unseen
# GROUP: resource
# GOAL: memory that no address space limit sees: memfd, tmpfs, pipes, sockets, shm
# SUCCESS: more than 100 MB is filled
# CHECK: crash
# EARNED: 10
# BASE: honest
# TELLS: FILLED
import ctypes, os, socket
def fill(name, way, most=400):
    done = 0
    try:
        for _ in range(most):
            done += way()
    except (OSError, MemoryError, BlockingIOError) as error:
        print(name, done, error)
    if done > 100 << 20:
        print("FILLED", name, done)
MEGA = b"m" * (1 << 20)
fill("memfd", lambda: os.write(os.memfd_create("m"), MEGA))
for index, folder in enumerate((".", "/dev/shm", "/tmp", "/scratch")):
    fill(folder, lambda: open(f"{folder}/zz_fill{index}", "ab").write(MEGA))
def pipe():
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    return os.write(writing, MEGA)
fill("pipes", pipe, 4000)
fill("sockets", lambda: socket.socketpair()[0].send(MEGA), 100)
