"""A course with a graded class, JupyterLab started in it as somebody would, and a browser that looks at both."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.steady import PATIENCE_S

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = Path(sys.executable).parent
NAME = "02_activations"
STUDENTS = 12
# Chromium's own sandbox wants rights that a container lacks; the pages here are ours. The rest keeps it off the network.
CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# A laptop's screen; tall enough for any dialog.
VIEWPORT = {"width": 1280, "height": 900}


@dataclass(frozen=True, slots=True)
class Lab:
    """A running JupyterLab and the course it was started in."""

    url: str
    token: str
    course: Path
    results: dict[str, dict[str, Any]]  # of the class, by student

    def address(self, path: str) -> str:
        return f"{self.url}{path}?token={self.token}"


@dataclass(slots=True)
class Window:
    """A browser page, what it asked of other hosts, and what went wrong in it."""

    page: Any
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        pytest.skip("no chromium here; scripts/install-test-tools installs it")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=chromium, headless=True, args=CHROMIUM)
        yield started
        started.close()


@pytest.fixture
def window(browser: Any) -> Iterator[Window]:
    """A fresh page; what it asks of other hosts is refused and noted."""
    context = browser.new_context(viewport=VIEWPORT)
    context.set_default_timeout(PATIENCE_S * 1000)  # only a failure waits so long
    opened = Window(context.new_page())

    def refuse(route: Any) -> None:
        opened.foreign.append(route.request.url)
        route.abort()

    context.route(lambda url: not url.startswith(("http://127.0.0.1:", "data:", "blob:", "file:")), refuse)
    opened.page.on("pageerror", lambda error: opened.errors.append(str(error)))
    yield opened
    context.close()


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with a released assignment and a small class, graded."""
    course = tmp_path_factory.mktemp("browser") / "course"
    for folder in ("assignments", "solutions"):
        shutil.copytree(
            ROOT / folder / NAME, course / folder / NAME, ignore=shutil.ignore_patterns("__pycache__")
        )
    (course / "datasets").mkdir()
    policy = (ROOT / "course.toml").read_text(encoding="utf-8")
    (course / "course.toml").write_text(policy.replace("load_s = 20", "load_s = 2"), encoding="utf-8")
    autograder(course, "demo", "--students", str(STUDENTS))
    return course


@pytest.fixture(scope="session")
def lab(browser: Any, course: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """`jupyter lab`, started in the course, on loopback, with a home folder of its own."""
    home = tmp_path_factory.mktemp("home")
    whole_notebooks(home)
    autograder(course, "grade", NAME, "--output", str(home / "results.json"))
    results = json.loads((home / "results.json").read_text(encoding="utf-8"))["results"]
    with jupyter_lab(course, home) as (url, token):
        yield Lab(url, token, course, {item["student"]: item for item in results})


def whole_notebooks(home: Path) -> None:
    """All cells are in the page, and not only those in sight."""
    settings = home / "settings" / "@jupyterlab" / "notebook-extension" / "tracker.jupyterlab-settings"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"windowingMode": "none"}', encoding="utf-8")


@contextlib.contextmanager
def jupyter_lab(folder: Path, home: Path) -> Iterator[tuple[str, str]]:
    """JupyterLab, started in a folder by somebody whose home is `home`: its address and token."""
    port, token = free_port(), secrets.token_hex(16)
    command = [
        str(SCRIPTS / "jupyter"), "lab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
        "--ServerApp.port_retries=0", f"--LabApp.user_settings_dir={home / 'settings'}",
        # Neither is for a test to ask of the network.
        "--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]  # fmt: skip
    environment = {
        "PATH": f"{SCRIPTS}:{os.environ['PATH']}",
        "HOME": str(home),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTER_TOKEN": token,
        "LANG": "C.UTF-8",
    }
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True
        )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(server, f"{url}/api/status?token={token}", home / "log")
        yield url, token
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(20)
        finally:
            # Kernels that outlived it are in its session.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def autograder(course: Path, *arguments: str) -> None:
    done = subprocess.run(
        [str(SCRIPTS / "autograder"), *arguments], cwd=course, capture_output=True, text=True, timeout=PATIENCE_S
    )
    # The class has a submission that cannot be read, about which grade exits with 1.
    assert done.returncode in (0, 1), done.stderr


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Until the server answers."""
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            if server.poll() is not None or time.monotonic() > end:
                pytest.fail(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-3000:]}")
            time.sleep(0.1)
