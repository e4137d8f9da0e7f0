"""`python -m tests.attacks`: run the hostile corpus and print a table. Exit code 1 if anything did not hold."""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from pathlib import Path

from tests.attacks import layering, ordinary_user
from tests.attacks.attack import Attack, read_corpus
from tests.attacks.document import document, peers_of
from tests.attacks.records import findings_from_json, findings_to_json
from tests.attacks.runner import Finding, Runner
from tests.attacks.table import line_of, markdown
from tests.attacks.world import new_world

OWN = Path(__file__).parent / "corpus"


def chosen(folders: list[Path], pattern: str) -> list[Attack]:
    """The attacks of these folders whose name matches."""
    attacks = [attack for folder in folders for attack in read_corpus(folder)]
    return [attack for attack in attacks if re.search(pattern, attack.name)]


def run_all(attacks: list[Attack], *, quiet: bool = False) -> list[Finding]:
    """Run attacks one after another in one world, with one suite host, and print each finding as it comes."""
    found: list[Finding] = []
    with new_world() as world, Runner(world) as runner:
        for attack in attacks:
            found.append(runner.attack(attack))
            if not quiet:
                print(line_of(found[-1]), flush=True)
        print(f"layers: {', '.join(runner.layers)}", file=sys.stderr)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.attacks", description=__doc__)
    parser.add_argument("--corpus", type=Path, action="append", help="a folder of attack files; default: the own one")
    parser.add_argument("--only", default="", metavar="REGEX", help="only attacks whose name matches")
    parser.add_argument("--as", dest="who", choices=("both", "root", "user", "here"), default="both",
                        help="as whom; here: as whoever runs this (default: both where this is root)")  # fmt: skip
    parser.add_argument("--json", type=Path, help="write the findings there")
    parser.add_argument("--markdown", type=Path, help="write the table there")
    parser.add_argument("--document", type=Path, help="write the whole page there")
    parser.add_argument("--peers", type=Path, help="the table of peers for the page; default: the one that it has")
    parser.add_argument("--verbose", action="store_true", help="show what each attack printed")
    options = parser.parse_args()
    folders = [folder.resolve() for folder in options.corpus or [OWN]]
    attacks = chosen(folders, options.only)
    if not attacks:
        print("no attack of that name", file=sys.stderr)
        return 2
    columns: list[tuple[str, list[Finding]]] = []
    start_s = time.monotonic()
    if options.who != "user" or os.getuid() != 0:
        who = "root" if os.getuid() == 0 else "ordinary user"
        print(f"--- as {who} (uid {os.getuid()})", flush=True)
        columns.append((who, run_all(attacks)))
    if options.who in ("both", "user") and os.getuid() == 0:
        print("--- as an ordinary user", flush=True)
        problem = ordinary_user.why_not()
        if problem:
            print(f"not run: {problem}", file=sys.stderr)
        else:
            text = ordinary_user.run(["-m", "tests.attacks", "--as", "here", "--only", options.only], folders)
            columns.append(("ordinary user", findings_from_json(text, attacks)))
    if options.verbose:
        for finding in columns[0][1]:
            print(f"=== {finding.attack.name} ({finding.seconds:.1f} s, {finding.growth_mib:.0f} MiB)\n{finding.printed}")
    if options.json:
        options.json.write_text(findings_to_json(columns[0][1]))
    if options.markdown:
        options.markdown.write_text(markdown(columns))
    if options.document:
        peers = options.peers.read_text() if options.peers else peers_of(options.document)
        options.document.write_text(document(columns, layering.table(), peers))
    broken = [finding for _, findings in columns for finding in findings if not finding.held]
    count = sum(len(findings) for _, findings in columns)
    print(f"{count - len(broken)} of {count} held in {time.monotonic() - start_s:.0f} s", flush=True)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
