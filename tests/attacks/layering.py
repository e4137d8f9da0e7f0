"""Which layer holds an attack by itself: run with all layers off but one, and with none.

`python -m tests.attacks.layering` prints a table; it is what `docs/attacks.md` says about layers. An attack that does
nothing even with no layer on is not one of the operating system's to hold, and is left out.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.config import load_assignment, load_course
from autograder.model import Limits
from autograder.sandbox import LayerName, WarmParent
from autograder.sandbox.layers import NAMESPACE_LAYERS
from tests.attacks import watch
from tests.attacks.attack import Attack, read_corpus
from tests.attacks.probing import prober
from tests.attacks.runner import hear
from tests.attacks.world import ASSIGNMENT, World, new_world

OWN = Path(__file__).parent / "corpus"
# What is harmless to run with nothing on: it reads, knocks, or writes small files into the world's own folders.
SAFE_UNCONFINED = (
    "r_open_paths", "r_stat_only", "r_numpy_readers", "r_import_machinery", "r_links_and_mounts", "r_exists_oracle",
    "n_tcp", "n_udp", "n_unix_path", "n_unix_abstract", "n_raw_syscalls", "c_notes_to_the_next", "c_system_v",
    "c_site_packages", "e_double_fork", "x_memory_unseen", "r_environment", "r_kernel_logs",
)  # fmt: skip


def only(*layers: LayerName) -> frozenset[str]:
    """What to leave off so that just these layers are on, with what they cannot be put on without."""
    kept = set(layers)
    if kept & NAMESPACE_LAYERS:
        kept.add(LayerName.USERNS)
    if kept & {LayerName.LANDLOCK, LayerName.SECCOMP}:
        kept.add(LayerName.NO_NEW_PRIVS)
    return frozenset(name.value for name in LayerName if name not in kept)


def got_through(attack: Attack, world: World, parent: WarmParent, limits: Limits) -> list[str]:
    """What an attack achieved in a worker of this warm parent; empty if nothing."""
    assignment = load_assignment(load_course(world.course), ASSIGNMENT)
    world.doors.knocks.clear()
    files, system_v = watch.snapshot(world), watch.system_v_objects()
    heard = hear(attack, world, assignment, parent, limits)
    found = []
    if attack.tells.search(heard.printed):
        found.append("printed")
    if world.doors.knocks:
        found.append("connected")
    if changed := watch.changes(files, watch.snapshot(world)):
        found.append("written")
        _clean(changed)
        world.restore()
    if new := watch.system_v_objects() - system_v:
        found.append("left in the kernel")
        _remove_system_v(new)
    return found


def _clean(changed: Sequence[str]) -> None:
    for name in changed:
        path = Path(name)
        if path.name.startswith((".zz", "zz")) and path.is_file():
            path.unlink()


def _remove_system_v(objects: frozenset[str]) -> None:
    import ctypes

    libc = ctypes.CDLL(None)
    for item in objects:
        kind, _, number = item.split(":")
        if kind == "shm":
            libc.shmctl(int(number), 0, None)
        elif kind == "sem":
            libc.semctl(int(number), 0, 0)
        else:
            libc.msgctl(int(number), 0, None)


def table(names: Sequence[str] = SAFE_UNCONFINED) -> Iterator[tuple[str, list[str], list[str]]]:
    """For each attack: what it achieves with no layer on, and the layers each of which holds it alone."""
    attacks = [attack for attack in read_corpus(OWN) if attack.name in names]
    with new_world() as world:
        limits = load_assignment(load_course(world.course), ASSIGNMENT).limits
        results: dict[str, dict[str, list[str]]] = {attack.name: {} for attack in attacks}
        parents: list[tuple[str, frozenset[str]]] = [("nothing", only(LayerName.UID))]
        parents += [(layer.value, only(LayerName.UID, layer)) for layer in LayerName]
        for label, without in parents:
            with prober(limits, without=without) as parent:
                for attack in attacks:
                    results[attack.name][label] = got_through(attack, world, parent, limits)
    for name, by_layer in results.items():
        holding = [label for label, through in by_layer.items() if label not in ("nothing", "uid") and not through]
        yield name, by_layer["nothing"], holding


def main() -> int:
    print("| attack | with no layer on | layers that hold it alone |\n| --- | --- | --- |")
    for name, unconfined, holding in table():
        if unconfined:
            print(f"| {name} | {', '.join(unconfined)} | {', '.join(holding) or 'none alone: several together'} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
