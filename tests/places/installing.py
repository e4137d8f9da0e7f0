"""Installs the light core in three ways, without a network: from what is installed here."""

from __future__ import annotations

import os
import re
import shutil
import sys
import sysconfig
import tomllib
import venv
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = str(getattr(sys, "_base_executable", sys.executable))
RUN = "from autograder.cli import main; main()"
HOW = ("beside the others", "in the user's own folder", "by PYTHONPATH")
Installed = dict[str, tuple[list[str], dict[str, str]]]


def installed(place: Path) -> Installed:
    """Install it in each way below a folder; by how, the words that start it and what its environment has to have."""
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    venv.create(place / "venv", with_pip=False, symlinks=True)
    folders = (
        place / "venv" / "lib" / version / "site-packages",
        place / "사용자 base" / "lib" / version / "site-packages",
        place / "their packages",
    )
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
        install(folder)
    return {
        HOW[0]: ([str(place / "venv" / "bin" / "python"), "-c", RUN], {}),
        HOW[1]: ([PYTHON, "-c", RUN], {"PYTHONUSERBASE": str(place / "사용자 base")}),
        HOW[2]: ([PYTHON, "-c", RUN], {"PYTHONPATH": str(folders[2])}),
    }


def light_core() -> set[str]:
    """The names of the distributions that the package needs without extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted, found = list(project["dependencies"]), set()
    while wanted:
        wish = wanted.pop()
        name = re.split(r"[^\w.-]", wish, maxsplit=1)[0]
        if name in found or "extra ==" in wish:
            continue
        try:
            wanted += metadata.requires(name) or []
        except metadata.PackageNotFoundError:  # for another system or another Python
            continue
        found.add(name)
    return found


def install(folder: Path) -> None:
    """Put the package and what it needs there, as pip would; files are linked where they can be."""
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "autograder", folder / "autograder", ignore=shutil.ignore_patterns("__pycache__"))
    here = Path(sysconfig.get_path("purelib"))
    tops = {file.parts[0] for name in light_core() for file in metadata.files(name) or () if file.parts[0] != ".."}
    for top in (name for name in tops - {"__pycache__"} if (here / name).exists()):
        if (here / top).is_dir():
            shutil.copytree(here / top, folder / top, copy_function=link)
        else:
            link(here / top, folder / top)


def link(source: str | Path, target: str | Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
