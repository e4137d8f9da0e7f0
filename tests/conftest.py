"""What all tests share: golden files, the background material where it is present, and who runs which side by side."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from autograder.imports import without_grammar_of_iris

with without_grammar_of_iris():
    import nbformat  # noqa: F401  (here and not where it is used: the grammar takes seconds in each process of pytest)

settings.register_profile("steady", deadline=None)  # how long an example takes says how busy the machine is
settings.load_profile("steady")


# A shell without job control lets what it runs in the background ignore Ctrl-C, and so does all that is started there: a
# test that interrupts a command would wait for ever. What is handled here, if only by nothing, is not ignored by those.
for _number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
    if signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, lambda _number, _frame: None)


class _ByFolder(LoadScopeScheduling):  # type: ignore[misc]  # it has no types
    """Tests of one folder run in one process, so that what they share is made once."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.partition("::")[0].rpartition("/")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    return _ByFolder(config, log)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="rewrite golden files with what the code gives now")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`golden(name, text)` compares `text` with the file `goldens/NAME` beside the test, or rewrites that file."""
    folder = request.path.parent / "goldens"

    def compare(name: str, text: str) -> None:
        path = folder / name
        if request.config.getoption("--update-goldens"):
            folder.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"{path} is missing; make it with --update-goldens and read it"
        assert text == path.read_text(encoding="utf-8"), f"{path} differs; if that is right, run with --update-goldens"

    return compare


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of background material beside the project; a test that asks for it is skipped without it."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the background material is not here")
    return folder
