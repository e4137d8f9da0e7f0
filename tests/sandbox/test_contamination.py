"""Nothing that one submission leaves is there for the next, and what is shared cannot be changed."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from sandbox_helpers import ask, linux_only, start

from autograder.protocol.channel import WorkerEnded
from autograder.sandbox import LayerName, Mode, WarmParent, leftovers, probe
from autograder.sandbox.leftovers import PREFIX

pytestmark = linux_only


@pytest.fixture(scope="module", params=["namespaces", "plain"])
def parent(request: pytest.FixtureRequest) -> Iterator[WarmParent]:
    if request.param == "namespaces" and probe().mode is not Mode.NAMESPACES:
        pytest.skip("this machine has no namespaces for us")
    digits = np.arange(6, dtype=np.float64).reshape(2, 3)
    with start(mode=Mode(request.param), shared={"digits": digits, "none": np.zeros((0, 3))}) as warm:
        yield warm


def test_files_environment_and_modules_of_one_worker_are_not_there_for_the_next(parent: WarmParent) -> None:
    with parent.start_worker() as first:
        spoiling = (
            "import os, sys, json, numpy as np, builtins\nopen('left', 'w').write('x')\nos.environ['LEFT'] = '1'\n"
            "json.dumps = None\nnp.exp = None\nbuiltins.abs = None\nsys.path.insert(0, '/evil')\n"
            "np.seterr(all='raise')\n---\nos.listdir('.')"
        )
        assert ask(first, spoiling) == "['left']"
    with parent.start_worker() as second:
        assert ask(second, "os.listdir('.')") == "[]"
        looking = (
            "import sys, json, numpy as np\n---\n(os.environ.get('LEFT'), callable(json.dumps), float(np.exp(0)), "
            "abs(-1), '/evil' in sys.path, np.geterr()['divide'])"
        )
        assert ask(second, looking) == "(None, True, 1.0, 1, False, 'warn')"


def test_workers_at_the_same_time_have_scratch_folders_of_their_own(parent: WarmParent) -> None:
    with parent.start_worker() as one, parent.start_worker() as other:
        assert ask(one, "open('mine', 'w').write('x')") == "1"
        assert ask(other, "os.listdir('.')") == "[]"


def test_scratch_is_capped_whatever_the_number_of_files(parent: WarmParent) -> None:
    filling = (
        "import time\nfor i in range(200):\n    open(str(i), 'wb').write(bytes(1 << 20))\n    time.sleep(0.01)\n"
        "---\n'all written'"
    )
    with parent.start_worker() as worker:
        try:
            said = ask(worker, filling)
        except WorkerEnded as ended:
            said = ended.detail
    assert said.startswith(("OSError: [Errno 28]", "it wrote more than 4 MiB to its scratch folder"))


def test_the_number_of_folders_is_capped_and_the_longest_names_and_deepest_paths_are_cleaned_up(
    parent: WarmParent, monkeypatch: pytest.MonkeyPatch
) -> None:
    filling = (
        "import time\npath = ''\nfor i in range(2000):\n    path += 'd/'\n    os.mkdir(path)\n"
        "    os.mkdir('n' * 240 + str(i))\n    time.sleep(0.001)\n---\n'all made'"
    )
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        monkeypatch.setattr(tempfile, "tempdir", folder)
        with start(mode=Mode.NAMESPACES if LayerName.MOUNT in parent.layers else Mode.PLAIN) as warm:
            with warm.start_worker() as worker:
                try:
                    said = ask(worker, filling)
                except WorkerEnded as ended:
                    said = ended.detail
            with warm.start_worker() as worker:
                assert ask(worker, "os.listdir('.')") == "[]"
            assert all(not list(home.iterdir()) for home in Path(folder).glob(f"{PREFIX}*"))
    assert said.startswith(("OSError: [Errno 28]", "it made more than 256 files and folders in its scratch folder"))


def test_a_tree_deeper_than_any_path_is_removed(tmp_path: Path) -> None:
    for tree in (tmp_path / "one", tmp_path / "two"):
        tree.mkdir()
        here = os.open(tree, os.O_RDONLY)
        for depth in range(1500):
            name = str(depth % 10) * 100
            os.mkdir(name, dir_fd=here)
            os.mkdir("beside", dir_fd=here)
            below = os.open(name, os.O_RDONLY, dir_fd=here)
            os.symlink("/", "link", dir_fd=below)
            os.close(here)
            here = below
        os.close(here)
    leftovers.remove(tmp_path)
    assert not tmp_path.exists()


def test_scratch_folders_are_gone_when_the_warm_parent_is(monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory() as folder:  # of this test alone: other tests make scratch folders meanwhile
        Path(folder).chmod(0o755)
        monkeypatch.setattr(tempfile, "tempdir", folder)
        with start(mode=Mode.PLAIN) as warm, warm.start_worker() as worker:
            assert ask(worker, "open('left', 'w').write('x')") == "1"
            assert list(Path(folder).glob(f"{PREFIX}*"))
        assert not list(Path(folder).glob(f"{PREFIX}*"))


def test_folders_of_a_killed_owner_are_swept_by_the_next_one() -> None:
    abandoned = Path(tempfile.mkdtemp(prefix=PREFIX))
    (abandoned / "1-worker").mkdir()
    try:
        os.utime(abandoned, (time.time() - 3600,) * 2)
        with start(mode=Mode.PLAIN) as warm:
            assert warm.layers
        assert not abandoned.exists()
    finally:
        shutil.rmtree(abandoned, ignore_errors=True)


def test_shared_arrays_are_there_and_cannot_be_changed(parent: WarmParent) -> None:
    with parent.start_worker() as worker:
        assert ask(worker, "shared['digits'].tolist()") == "[[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]"
        assert ask(worker, "shared['none'].shape") == "(0, 3)"
        assert ask(worker, "shared['digits'].__setitem__(0, 9)").startswith("ValueError")
        assert ask(worker, "shared['digits'].setflags(write=True)").startswith("ValueError")
        forced = (
            "import ctypes\na = shared['digits'].ctypes.data & ~4095\n"
            "r = ctypes.CDLL(None).mprotect(ctypes.c_void_p(a), 4096, 3)\n---\nr"
        )
        assert ask(worker, forced) == "-1"
    with parent.start_worker() as worker:
        assert ask(worker, "float(shared['digits'].sum())") == "15.0"


def test_arrays_of_objects_are_not_shared() -> None:
    with pytest.raises(TypeError, match="holds objects"):
        start(shared={"x": np.array([object()])})


def test_neither_the_project_nor_extra_import_paths_can_be_read_or_imported_by_a_worker(parent: WarmParent) -> None:
    with parent.start_worker() as worker:
        here = str(Path(__file__).parent / "entries")
        assert here not in ask(worker, "import sys\n---\nsys.path")
        assert ask(worker, f"open({here + '/evaluator.py'!r}).read()").startswith(("FileNotFound", "PermissionError"))
        assert ask(worker, "import broken\n---\n0").startswith("ModuleNotFoundError")
        root = str(Path(__file__).resolve().parents[2])
        assert root not in ask(worker, "import sys\n---\n[p for p in sys.path if 'site-packages' not in p]")


def test_late_imports_from_the_library_still_work(parent: WarmParent) -> None:
    with parent.start_worker() as worker:
        assert ask(worker, "import numpy.testing, unittest, decimal, fractions, csv\n---\n1") == "1"


def test_the_memory_of_a_warm_parent_holds_no_word_of_the_owners_environment_or_arguments() -> None:
    os.environ["COURSE_TOKEN"] = marker = "marker-" + os.urandom(8).hex()
    try:
        off = {LayerName.SECCOMP, LayerName.LANDLOCK, LayerName.MOUNT, LayerName.PID}
        with start(without=off) as warm, warm.start_worker() as worker:
            halves = marker[:10], marker[10:]
            search = (
                "import ctypes\nctypes.CDLL(None).prctl(4, 1, 0, 0, 0)\nneedle = "
                f"({halves[0]!r} + {halves[1]!r}).encode()\nfound = 0\n"
                "memory = open('/proc/self/mem', 'rb', 0)\n"
                "for line in open('/proc/self/maps'):\n"
                "    span, rights = line.split()[:2]\n    a, b = (int(x, 16) for x in span.split('-'))\n"
                "    if 'r' in rights and '[v' not in line:\n"
                "        memory.seek(a)\n        found += memory.read(b - a).count(needle)\n---\nfound"
            )
            assert int(ask(worker, search)) <= 2  # its own copy of the needle
    finally:
        del os.environ["COURSE_TOKEN"]


def test_matplotlib_can_be_preloaded_and_draws_where_no_cache_can_be_written() -> None:
    with start(preload=("matplotlib.pyplot",)) as warm, warm.start_worker() as worker:
        drawing = (
            "import matplotlib.pyplot as plt, io\nfig, ax = plt.subplots()\nax.plot([1, 2])\nax.set_title('t')\n"
            "b = io.BytesIO()\nfig.savefig(b)\n---\nlen(b.getvalue()) > 1000"
        )
        assert ask(worker, drawing) == "True"


def test_a_hash_seed_is_fixed_so_that_the_order_of_a_set_decides_no_score() -> None:
    answers = set()
    for _ in range(2):
        with start() as warm, warm.start_worker() as worker:
            answers.add(ask(worker, "list({'a', 'b', 'c', 'd', 'e'})"))
    assert len(answers) == 1


def test_what_a_notebook_may_expect_to_be_built_in_is_there(parent: WarmParent) -> None:
    with parent.start_worker() as worker:
        assert ask(worker, "callable(exit) and callable(quit) and callable(help)") == "True"


def test_a_worker_costs_a_few_milliseconds(parent: WarmParent) -> None:
    began_s = time.process_time()
    for _ in range(20):
        with parent.start_worker() as worker:
            ask(worker, "1")
    assert (time.process_time() - began_s) / 20 < 0.05, "processor seconds of ours for each"


def test_a_folder_that_only_sounds_like_ours_is_left_alone(tmp_path: Path) -> None:
    theirs = tmp_path / "autograder-my-course"
    ours = tmp_path / f"{PREFIX}x"
    for folder in (theirs, ours):
        folder.mkdir()
        os.utime(folder, (0, 0))
    assert list(leftovers.abandoned(tmp_path)) == [ours]
