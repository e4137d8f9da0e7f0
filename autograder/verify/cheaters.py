"""Cheaters: answers that look right and were not worked for; each must lose points on every exercise.

A cheater that no test tells from honest work is a missing test. Noise changes nothing where the answer is a text,
a replay nothing where there is one call. So each cheater is graded twice: as it is, and giving itself away by an
exception as soon as it changes an answer or an argument. Where it never does, it is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from autograder.grading import Job
from autograder.suite.dependencies import statements
from autograder.verify.altering import altered
from autograder.verify.files import Files
from autograder.verify.jobs import Record

_CHEATERS: Mapping[str, str] = {
    "replay": """_seen = {}


def _alter(right, args, kwargs):
    answer = right(*args, **kwargs)
    kept = _seen.setdefault(right, answer)
    if repr(kept) != repr(answer):
        _cheats()
    return kept
""",
    "noise": """_noise = _np.random.default_rng(7)


def _alter(right, args, kwargs):
    def near(value):
        if not _np.size(value) or not _np.issubdtype(_np.asarray(value).dtype, _np.inexact):
            return value
        _cheats()
        return value * (1 + 0.02 * _noise.uniform(0.5, 1, _np.shape(value))) + 0.01

    return _leaves(right(*args, **kwargs), near)
""",
    "too-large": """def _alter(right, args, kwargs):
    def large(value):
        _cheats()
        return _np.broadcast_to(value, (2000, *_np.shape(value))).copy()

    return _leaves(right(*args, **kwargs), large)
""",
    "argument-made-odd": """def _alter(right, args, kwargs):
    answer = right(*args, **kwargs)
    for value in args:
        if isinstance(value, _np.ndarray) and value.size and value.dtype.itemsize == 8 and value.flags.writeable:
            _cheats()
            value.dtype = "S8"
    return answer
""",
    "rewritten-snapshot": """import sys as _sys


def _alter(right, args, kwargs):
    answer = right(*args, **kwargs)
    for value in args:
        if isinstance(value, _np.ndarray) and value.size and value.dtype == float and value.flags.writeable:
            _cheats()
            before = value.copy()
            value += 1.0
            frame = _sys._getframe(1)
            while frame is not None:  # wherever somebody has kept what it was
                for kept in frame.f_locals.values():
                    for one in kept if isinstance(kept, (list, tuple)) else [kept]:
                        if isinstance(one, _np.ndarray) and one.flags.writeable and _np.array_equal(one, before):
                            one[...] = value
                frame = frame.f_back
    return answer
""",
}
_SILENCED = """def _alter(right, args, kwargs):
    _cheats()
    with _np.errstate(all="ignore"):
        _np.exp(_np.array([1e4]))
    return right(*args, **kwargs)
"""
_ASKS_FOR_SILENCE = "check_no_warning"
_GIVEN_AWAY = ", giving itself away"
_SILENT = "def _cheats():\n    pass\n\n\n"
_OPEN = "def _cheats():\n    raise RuntimeError('cheats')\n\n\n"


def cheater_jobs(files: Files) -> Iterator[Job]:
    """Two candidates for each kind of cheater, cheating in every exercise: as it is, and giving itself away."""
    for name, (alter, only) in _ways(files).items():
        yield Job(f"cheater {name}", altered(files.reference, _SILENT + alter, only))
        yield Job(_open(f"cheater {name}"), altered(files.reference, _OPEN + alter, only))


def _ways(files: Files) -> dict[str, tuple[str, frozenset[str] | None]]:
    """Each kind, and the exercises that it cheats in, None for all.

    Who silences a warning cheats where a test asks for none: anywhere else, an overflow on the way is no mistake.
    """
    suite = [item for name, text in sorted(files.tests.items()) for item in statements(name, text)]
    asking = frozenset(
        exercise
        for exercise in files.names
        if any(item.tested == exercise and _ASKS_FOR_SILENCE in item.words for item in suite)
    )
    ways: dict[str, tuple[str, frozenset[str] | None]] = {name: (alter, None) for name, alter in _CHEATERS.items()}
    return ways | ({"silenced-warning": (_SILENCED, asking)} if asking else {})


def cheated(
    jobs: Sequence[Job], names: Iterable[str], records: Mapping[str, Record]
) -> tuple[int, tuple[tuple[str, str], ...]]:
    """How many cheaters there are, pairs of a kind and an exercise; and those that earn everything.

    Args:
        jobs: those of `cheater_jobs`.
        names: the exercises.
        records: by job key.
    """
    keys = [job.key for job in jobs if _open(job.key) in records]
    pairs = [(key, name) for name in names for key in keys if not _full(records[_open(key)], name)]
    return len(pairs), tuple((key, name) for key, name in pairs if _full(records[key], name))


def cheats(job: Job, name: str, records: Mapping[str, Record]) -> bool:
    """Whether a cheater changes an answer or an argument of an exercise."""
    return not _full(records[_open(job.key)], name)


def alone(files: Files, found: Iterable[tuple[str, str]]) -> Iterator[Job]:
    """For each cheater that earns everything of an exercise the two candidates that cheat in that exercise alone.

    What gives itself away in an exercise may be the answer of another one that its tests use: an object's method.
    """
    ways = _ways(files)
    for key, name in found:
        alter, _ = ways[key.removeprefix("cheater ")]
        for way, job_key in ((_SILENT, _alone(key, name)), (_OPEN, _open(_alone(key, name)))):
            yield Job(job_key, altered(files.reference, way + alter, {name}), frozenset({name}))


def confirmed(found: Iterable[tuple[str, str]], records: Mapping[str, Record]) -> tuple[tuple[str, str], ...]:
    """Those of the pairs that cheat in the exercise itself, and earn everything."""
    return tuple(
        (key, name)
        for key, name in found
        if _full(records[_alone(key, name)], name) and not _full(records[_open(_alone(key, name))], name)
    )


def is_open(key: str) -> bool:
    """Whether this is the job of a cheater that gives itself away."""
    return key == _open(key.removesuffix(_GIVEN_AWAY))


def _alone(key: str, name: str) -> str:
    return f"{key} in {name} alone"


def _open(key: str) -> str:
    return key + _GIVEN_AWAY


def _full(record: Record, name: str) -> bool:
    return name in record.exercises and record.exercises[name].full
