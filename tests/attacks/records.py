"""Findings as JSON, to come back from a run in another process."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from tests.attacks.attack import Attack
from tests.attacks.runner import Finding


def findings_to_json(findings: Iterable[Finding]) -> str:
    """Findings as text."""
    return json.dumps(
        [
            {
                "name": finding.attack.name,
                "broken": finding.broken,
                "held_by": finding.held_by,
                "score": finding.score,
                "seconds": round(finding.seconds, 3),
                "growth_mib": round(finding.growth_mib, 1),
                "printed": finding.printed,
            }
            for finding in findings
        ]
    )


def findings_from_json(text: str, attacks: Sequence[Attack]) -> list[Finding]:
    """The findings that `findings_to_json` wrote about these attacks."""
    known = {attack.name: attack for attack in attacks}
    found = []
    for item in json.loads(text):
        attack = known[item.pop("name")]
        found.append(Finding(attack=attack, **{**item, "broken": tuple(item["broken"])}))
    return found
