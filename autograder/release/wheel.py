"""The wheel of this very package that a students' repository brings along: built from the checkout, or named."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path

from autograder import __version__
from autograder.errors import InternalError, UserError

DISTRIBUTION = "autograder-course"
_CHECKOUT = Path(__file__).resolve().parents[2]
_PATIENCE_S = 600.0


def check_wheel(given: Path | None) -> None:
    """See that there can be a wheel of the version that runs here: the one that is named, or one of the checkout.

    Raises:
        UserError: `given` is no such wheel, or it is None and this is no checkout.
    """
    if given is not None:
        _check(given)
    elif not _is_checkout(_CHECKOUT / "pyproject.toml"):
        fix = "name the file that was installed here; README, Installing elsewhere, says how it is built"
        raise UserError("--wheel", "not given, and this is no checkout", f"a wheel of {DISTRIBUTION}", fix)


@contextmanager
def wheel_of_this_package(given: Path | None) -> Iterator[Path]:
    """A wheel of the version that runs here; one that was built is gone afterwards.

    Args:
        given: the file that somebody named; None builds it from the checkout in which this package lies.

    Raises:
        InternalError: it cannot be built.
    """
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="autograder-wheel-") as folder:
        command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
        done = subprocess.run(
            command, cwd=_CHECKOUT, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
            check=False, timeout=_PATIENCE_S,
        )  # fmt: skip
        built = sorted(Path(folder).glob("*.whl"))
        if done.returncode or len(built) != 1:
            last = (done.stderr.strip() or "it says nothing").rpartition("\n")[2]
            raise InternalError(f"a wheel of this package cannot be built: {last}; name one with --wheel FILE")
        yield built[0]


def _is_checkout(project: Path) -> bool:
    try:
        return f'name = "{DISTRIBUTION}"' in project.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def _check(path: Path) -> None:
    place, expected = f"--wheel {path}", f"a wheel of {DISTRIBUTION} {__version__}, which runs here"
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
            metadata = message_from_bytes(archive.read(names[0])) if len(names) == 1 else None
    except (OSError, zipfile.BadZipFile) as error:
        raise UserError(place, f"cannot be read: {getattr(error, 'strerror', None) or error}", expected) from None
    found = f"{metadata['Name']} {metadata['Version']}" if metadata else "no wheel"
    if found != f"{DISTRIBUTION} {__version__}":
        raise UserError(place, found, expected)
