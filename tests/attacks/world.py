"""Where attacks are run: a course to be graded, secrets to be read, folders to be written to, doors to knock at.

Everything is open to every user of the machine: if an attack fails, it was the confinement that held it.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import socket
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

COURSE = Path(__file__).parent / "course"
ASSIGNMENT = "small_net"
FOLDER_PREFIX = "attacked-world-"
_PLACEHOLDER = "CANARY-0"


class Doors:
    """Listeners on loopback and in the file system that remember who knocked. A context manager."""

    def __init__(self, folder: Path, token: str) -> None:
        self.knocks: list[str] = []
        self._closing = False
        self._sockets: list[tuple[str, socket.socket]] = []
        tcp = self._listen("tcp", socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0))
        udp = self._listen("udp", socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0))
        self.port, self.udp_port = tcp.getsockname()[1], udp.getsockname()[1]
        self.unix = str(folder / "door.sock")
        self._listen("unix", socket.AF_UNIX, socket.SOCK_STREAM, self.unix)
        os.chmod(self.unix, 0o777)
        self.abstract = f"attacked-{token}"
        self._listen("abstract", socket.AF_UNIX, socket.SOCK_STREAM, f"\0{self.abstract}")
        self._threads = [threading.Thread(target=self._answer, args=door, daemon=True) for door in self._sockets]
        for thread in self._threads:
            thread.start()

    def _listen(self, name: str, family: int, kind: int, address: object) -> socket.socket:
        door = socket.socket(family, kind)
        door.bind(address)  # type: ignore[arg-type]
        if kind == socket.SOCK_STREAM:
            door.listen()
        door.settimeout(0.2)
        self._sockets.append((name, door))
        return door

    def _answer(self, name: str, door: socket.socket) -> None:
        while not self._closing:
            try:
                if door.type == socket.SOCK_DGRAM:
                    door.recv(100)
                else:
                    door.accept()[0].close()
            except TimeoutError:
                continue
            except OSError:
                return
            self.knocks.append(name)

    def close(self) -> None:
        self._closing = True
        for thread in self._threads:
            thread.join()
        for _, door in self._sockets:
            door.close()


@dataclass(frozen=True, slots=True)
class World:
    """One world. `token` is in every secret, and nowhere else."""

    folder: Path
    token: str
    doors: Doors = field(repr=False)

    @property
    def course(self) -> Path:
        return self.folder / "course"

    @property
    def secrets(self) -> Path:
        return self.folder / "secrets"

    @property
    def outside(self) -> Path:
        return self.folder / "outside"

    @property
    def site(self) -> Path:
        return self.folder / "site-packages"

    @property
    def working(self) -> Path:
        """The grader's working folder."""
        return self.folder / "working"

    def fill(self, code: str) -> str:
        """An attack's code with this world's places in it."""
        for name, value in {
            "SECRETS": self.secrets, "OUTSIDE": self.outside, "SITE": self.site, "PORT": self.doors.port,
            "UDP": self.doors.udp_port, "UNIX": self.doors.unix, "ABSTRACT": self.doors.abstract,
        }.items():  # fmt: skip
            code = code.replace(f"@@{name}@@", str(value))
        return code

    def restore(self) -> None:
        """Remove what an attack left in the open folders, and write back what it changed."""
        for open_folder in (self.outside, self.site):
            shutil.rmtree(open_folder, ignore_errors=True)
        self._make_open_folders()
        self._make_secrets()

    def _make_open_folders(self) -> None:
        for open_folder in (self.outside, self.site):
            open_folder.mkdir()
            open_folder.chmod(0o777)
        (self.outside / "keep").write_text("keep\n")
        (self.outside / "keep").chmod(0o666)

    def _make_secrets(self) -> None:
        self.secrets.mkdir(exist_ok=True)
        solution = (COURSE / "solutions" / ASSIGNMENT / "reference.py").read_text()
        files = {
            "hidden_tests.py": f"# CANARY-{self.token}-file-tests\nexpected = 42\n",
            "solution.py": solution.replace(_PLACEHOLDER, f"CANARY-{self.token}"),
            "gradebook.json": json.dumps({"s001": 9.5, "note": f"CANARY-{self.token}-file-gradebook"}),
            "other_student.py": f"# CANARY-{self.token}-file-other-student\ndef relu(x): return x * (x > 0)\n",
        }
        for name, text in files.items():
            path = self.secrets / name
            if not path.is_file() or path.read_text() != text:
                path.write_text(text)
            if path.stat().st_mode & 0o777 != 0o644:
                path.chmod(0o644)


@contextlib.contextmanager
def new_world(course: Path = COURSE) -> Iterator[World]:
    """A fresh world, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix=FOLDER_PREFIX))
    folder.chmod(0o755)
    token = secrets.token_hex(6)
    doors = Doors(folder, token)
    working = os.getcwd()
    world = World(folder, token, doors)
    try:
        _copy_course(course, world)
        world._make_open_folders()
        world._make_secrets()
        world.working.mkdir()
        world.working.chmod(0o777)
        os.chdir(world.working)
        os.environ["ATTACKED_SECRET"] = f"CANARY-{token}-environment"
        yield world
    finally:
        os.environ.pop("ATTACKED_SECRET", None)
        os.chdir(working)
        doors.close()
        shutil.rmtree(folder, ignore_errors=True)


def _copy_course(course: Path, world: World) -> None:
    shutil.copytree(course, world.course, ignore=shutil.ignore_patterns("__pycache__", "ruff.toml"))
    for path in world.course.rglob("*.py"):
        text = path.read_text()
        if _PLACEHOLDER in text:
            path.write_text(text.replace(_PLACEHOLDER, f"CANARY-{world.token}"))
    (world.course / "gradebook.db").write_bytes(f"CANARY-{world.token}-gradebook".encode())
