# ATTACK: r_open_paths
# GROUP: read
# GOAL: open every secret by its path, with every function that opens files
# SUCCESS: a secret string stands in output, an error, a result or a file
# CHECK: canary
# EARNED: 10
# BASE: honest
import glob, io, os, pathlib, shutil, tempfile
for name in ("hidden_tests.py", "solution.py", "gradebook.json", "other_student.py"):
    path = "@@SECRETS@@/" + name
    for way in (
        lambda: open(path).read(), lambda: pathlib.Path(path).read_text(), lambda: io.open_code(path).read(),
        lambda: os.read(os.open(path, os.O_RDONLY), 400), lambda: shutil.copy(path, tempfile.gettempdir()),
        lambda: os.link(path, "mine"), lambda: open("mine").read(), lambda: os.sendfile(1, os.open(path, 0), 0, 400),
    ):
        try:
            print(way())
        except Exception as error:
            print(type(error).__name__)
