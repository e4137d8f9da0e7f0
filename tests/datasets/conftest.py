"""A made-up course with a data set, and a server on loopback that misbehaves on request."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from digits_set import FILES, Mirror, description


@pytest.fixture
def course(tmp_path: Path) -> Callable[..., Path]:
    """Makes a course root whose `datasets.toml` names these mirrors."""

    def make(*mirrors: str) -> Path:
        root = tmp_path / "course"
        (root / "datasets").mkdir(parents=True, exist_ok=True)
        (root / "datasets" / "datasets.toml").write_text(description(*mirrors))
        (root / "course.toml").write_text('id = "c"\ntitle = { en = "c", ko = "c" }\n')
        return root

    return make


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the right files."""
    found = tmp_path / "folder"
    found.mkdir()
    for name, content in FILES.items():
        (found / name).write_bytes(content)
    return found


@pytest.fixture
def mirror() -> Iterator[Callable[[], Mirror]]:
    """Starts mirrors on loopback. One with `cut_after_bytes` sends no more than that in one answer."""
    servers: list[ThreadingHTTPServer] = []

    def start() -> Mirror:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                name, asked_range = self.path.rpartition("/")[2], self.headers.get("Range", "")
                here.asked.append((name, asked_range))
                content = here.files.get(name)
                if content is None:
                    self.send_error(404)
                    return
                begin = int(asked_range.removeprefix("bytes=").rstrip("-")) if asked_range and here.ranges else 0
                if begin >= len(content):
                    self.send_error(416)
                    return
                self.send_response(206 if begin else 200)
                if begin:
                    self.send_header("Content-Range", f"bytes {begin}-{len(content) - 1}/{len(content)}")
                self.send_header("Content-Length", str(len(content) - begin))
                self.send_header("Connection", "close")
                self.end_headers()
                with contextlib.suppress(ConnectionError):  # who asked has seen enough, as of a file that is too long
                    self.wfile.write(content[begin:][: here.cut_after_bytes])
                self.close_connection = True

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        here = Mirror(f"http://127.0.0.1:{server.server_address[1]}/digits/")
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        return here

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
