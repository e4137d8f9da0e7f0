"""Writes `docs/attacks.md`: how to run, and the measured tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.attacks.runner import Finding
from tests.attacks.table import markdown

_PEERS_BEGIN, _PEERS_END = "<!-- peers: begin -->", "<!-- peers: end -->"

_TEXT = """# Attacks

`make attacks` hands hostile submissions to the real grader, as root (where it is started as root) and as an ordinary
user, and prints for each what its success would have been, whether it held, and what held it. It ends with code 1 if
anything did not. This page is written by `.venv/bin/python -m tests.attacks --document docs/attacks.md`.

| command | does |
| --- | --- |
| `make attacks` | the corpus, `tests/attacks/corpus/` |
| `.venv/bin/python -m tests.attacks --only REGEX --verbose` | some of it, with what each attack printed |
| `.venv/bin/python -m tests.attacks --corpus DIR` | any folder of attacks in the same format (`tests/attacks/attack.py`) |
| `.venv/bin/python -m tests.attacks --as root` (`user`, `here`) | as one of the two only |
| `.venv/bin/python -m tests.attacks.layering` | the table of layers below |
| `.venv/bin/python -m tests.attacks.odd_answers` | answers of thirty odd kinds for every exercise of every assignment: none may be the grader's fault |
| `.venv/bin/python -m benchmarks.attacks_on_peers` | the table of peers below |
| `.venv/bin/pytest tests/attacks` | the quick ones, hostile notebook files, weakened builds |

## How it is found out

Each attack is graded between two honest submissions by one suite host, as in a class. It has failed only if all of this
holds: its score is no higher than what it had earned; no secret stands in any output that the grader makes (JSON, text,
JUnit, GitHub, Gradescope, tables, pages) nor in what it printed; nothing was made or changed in folders that are open to
everybody; no listener on loopback or in the file system was reached; grading ended within the limit and two seconds; no
process, thread or System V object is left; the suite host did not grow by 300 MiB; no fault of the grader was provoked;
nothing in the pages and texts is alive; and the next honest submission gets its full points. The secrets are readable by
every user of the machine, so that what holds is the confinement and not a file mode.

The ordinary user is user 1234567. Where the interpreter lies in a folder that only root may enter, the run gets a mount
namespace in which that folder shows nothing but the interpreter (`tests/attacks/ordinary_user.py`).

The course that is attacked (`tests/attacks/course/`) has five exercises of 2 points, each one test, and short limits.

## Layers

Each attack in a worker with all layers off but one (and what that one cannot do without). An attack that only one layer
holds is why that layer is there; `tests/attacks/test_weakened_builds.py` shows that a build without the layers that hold
an attack lets it through.

"""


def document(columns: Sequence[tuple[str, Sequence[Finding]]], layers: Iterable[tuple[str, list[str], list[str]]],
             peers: str) -> str:  # fmt: skip
    """The whole page.

    Args:
        columns: findings of the corpus, by who ran it.
        layers: for an attack, what it achieves unconfined and which layers hold it alone.
        peers: the table of `benchmarks.attacks_on_peers`, as it was measured last.
    """
    rows = [row for row in layers if row[1]]
    alone = {name: holding for name, _, holding in rows}
    held = sum(finding.held for _, findings in columns for finding in findings)
    count = sum(len(findings) for _, findings in columns)
    parts = [
        _TEXT,
        "| attack | with no layer on | layers that hold it alone |\n| --- | --- | --- |\n",
        *(f"| {name} | {', '.join(got)} | {', '.join(holding)} |\n" for name, got, holding in rows),
        "\n## Peers\n\nThe same attacks under nbgrader's and otter-grader's own commands, with the same exercises and "
        "comparable checks as hidden tests; the honest solution gets its 10 points there (`.venv/bin/python -m "
        "benchmarks.attacks_on_peers`, as root: about twenty minutes). Left out: attacks on this grader's own wire "
        "format, and those that fill disks or memory, start processes or signal others. The secrets lie in a folder that "
        "the peers' user can read, as the folder of sources and the gradebook are to whoever runs `nbgrader autograde`. "
        "`held` under a peer also stands for attacks that look for what only this grader has.\n\n",
        f"{_PEERS_BEGIN}\n{peers.strip()}\n{_PEERS_END}\n\n## The corpus\n\n{held} of {count} held. "
        '"Held by" is what the attack itself met with: a layer that refused it, a limit, the protocol, or that only '
        "values cross to the tests and these were not the right ones; where several layers suffice each alone, they are "
        "named.\n\n",
        markdown(columns, alone),
    ]
    return "".join(parts)


def peers_of(page: Path) -> str:
    """The table of peers that a page already has; empty if it has none."""
    if not page.is_file():
        return ""
    return page.read_text(encoding="utf-8").partition(_PEERS_BEGIN)[2].partition(_PEERS_END)[0]
