"""Runs the command line as in the light installation: `python without_extras.py ARGUMENTS`. What only an extra brings is
not to be found."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[2]
# What these bring with them, by the names of its modules.
BROUGHT = {
    "nbgrader": {"sqlalchemy", "alembic", "nbconvert", "nbformat", "notebook", "jupyter_server", "jupyter_core",
                 "jupyter_client", "jupyterlab_server", "requests", "jsonschema", "tornado", "zmq"},
    "jupyterlab": {"ipykernel"},
    "jupytext": {"yaml", "markdown_it"},
    "pillow": {"PIL"},
    "distributed": {"dask", "cloudpickle", "msgpack"},
    "psycopg": {"psycopg_binary"},
}  # fmt: skip


def hidden() -> set[str]:
    """The modules of all extras but the developers'."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    names = {wish.partition(">=")[0].partition("[")[0] for extra in ("course", "dask", "postgres") for wish in extras[extra]}
    return names | set().union(*(BROUGHT.get(name, set()) for name in names))


class Absent:
    """Finds none of these modules."""

    def __init__(self, names: set[str]) -> None:
        self.names = names

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> None:
        if name.partition(".")[0] in self.names:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def main() -> NoReturn:
    """Run a command without them."""
    sys.meta_path.insert(0, Absent(hidden()))
    from autograder.cli import main

    main()


if __name__ == "__main__":
    main()
