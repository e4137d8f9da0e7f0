"""The table of findings, for a terminal and as Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.attacks.runner import Finding

_NOTHING: Mapping[str, Sequence[str]] = {}
_WIDE = (28, 58, 6, 72)


def line_of(finding: Finding) -> str:
    """One row for a terminal; what broke stands below it."""
    held = "held" if finding.held else "BROKEN"
    cells = (finding.attack.name, finding.attack.success, held, finding.held_by)
    row = "  ".join(cell[:width].ljust(width) for cell, width in zip(cells, _WIDE, strict=True))
    return "\n".join([row.rstrip(), *(f"    !! {what}" for what in finding.broken)])


def markdown(
    columns: Sequence[tuple[str, Sequence[Finding]]], holding: Mapping[str, Sequence[str]] = _NOTHING
) -> str:
    """One row for each attack, one column for each run of the same corpus (root, ordinary user).

    Args:
        columns: who ran it, and what was found.
        holding: layers each of which holds an attack alone, where that is known.
    """
    lines = [
        f"| attack | what success would be | {' | '.join(name for name, _ in columns)} | held by |",
        f"| --- | --- | {' | '.join('---' for _ in columns)} | --- |",
    ]
    others = [{finding.attack.name: finding for finding in findings} for _, findings in columns]
    for first in columns[0][1]:
        name = first.attack.name
        found = [other[name] for other in others if name in other]
        held = " | ".join("held" if finding.held else "**broken**" for finding in found)
        held_by = ", ".join(holding.get(name, ())) or first.held_by
        lines.append(f"| {name} | {_cell(first.attack.success)} | {held} | {_cell(held_by)} |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")
