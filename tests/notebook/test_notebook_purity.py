"""Which code keeps nothing from one call to the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.notebook.filling import solution_sources
from autograder.notebook.purity import keeps_nothing, plots

ROOT = Path(__file__).resolve().parents[2]
SETUP = "import math\nimport numpy as np\nimport matplotlib.pyplot as plt\n"

KEEPS = {
    "a global": "count = 0\ndef f(x):\n    global count\n    count += 1\n    return x\n",
    "a list of the notebook": "seen = []\ndef f(x):\n    seen.append(x)\n    return x\n",
    "a dictionary of the notebook": "cache = {}\ndef f(x):\n    cache[x] = 1\n    return x\n",
    "an alias of it": "cache = {}\ndef f(x):\n    mine = cache\n    mine[x] = 1\n    return x\n",
    "a default that is changed": "def f(x, seen=[]):\n    seen.append(x)\n    return x\n",
    "an attribute of the function": "def f(x):\n    f.calls = getattr(f, 'calls', 0) + 1\n    return x\n",
    "its own attribute": "def f(x):\n    f.calls += 1\n    return x\n",
    "a closure": "def make():\n    n = [0]\n    def f(x):\n        n[0] += 1\n        return x\n    return f\nf = make()\n",
    "nonlocal": "def f(x):\n    n = 0\n    def g():\n        nonlocal n\n        n += 1\n    g()\n    return n\n",
    "an attribute of a class": "class f:\n    count = 0\n    def __init__(self):\n        f.count += 1\n",
    "a list of a class": "class f:\n    seen = []\n    def add(self, x):\n        self.seen.append(x)\n",
    "through type": "class f:\n    def add(self, x):\n        self.__class__.last = x\n",
    "a cache": "from functools import lru_cache\n@lru_cache\ndef f(x):\n    return x\n",
    "random numbers": "def f(x):\n    return x + np.random.rand()\n",
    "a seed": "def f(x):\n    np.random.seed(0)\n    return x\n",
    "a generator of the notebook": "rng = np.random.default_rng(0)\ndef f(x):\n    return rng.normal(x)\n",
    "random": "import random\ndef f(x):\n    return random.random()\n",
    "the file system": "def f(x):\n    open('x', 'w').write('1')\n    return x\n",
    "NumPy's settings": "def f(x):\n    np.seterr(all='ignore')\n    return x\n",
    "a patched library": "def f(x):\n    np.exp = np.sin\n    return x\n",
    "a patched library in a cell": "np.exp = np.sin\ndef f(x):\n    return x\n",
    "an import that is not known": "import weird\ndef f(x):\n    return weird.g(x)\n",
    "globals": "def f(x):\n    globals()['y'] = x\n    return x\n",
    "two meanings": "table = 1\ntable = []\ndef f(x):\n    return table\n",
    "a definition inside if": "if True:\n    def f(x, seen=[]):\n        seen.append(x)\n        return x\n",
}
PLAIN = {
    "a formula": "def f(x):\n    return np.maximum(x, 0)\n",
    "loops": "def f(x):\n    out = np.zeros_like(x)\n    for i in range(len(x)):\n        out[i] = x[i] ** 2\n    return out\n",
    "a comprehension": "def f(x):\n    return [v + 1 for v in x]\n",
    "a helper": "def g(x):\n    return x + 1\ndef f(x):\n    return g(x)\n",
    "a constant": "EPS = 1e-7\nSHAPE = (2, 3)\ndef f(x):\n    return np.log(x + EPS).reshape(SHAPE)\n",
    "changed arguments": "def f(x):\n    x[x < 0] = 0\n    return x\n",
    "a class": "class f:\n    def __init__(self, w):\n        self.w = w\n    def forward(self, x):\n"
    "        self.x = x\n        return self.w * x\n",
    "a subclass": "class A:\n    rate = 0.1\nclass f(A):\n    def __init__(self):\n        super().__init__()\n",
    "seeded numbers": "def f(x):\n    return np.random.default_rng(0).normal(size=x)\n",
    "recursion": "def f(n):\n    return 1 if n < 2 else n * f(n - 1)\n",
    "an inner function": "def f(x):\n    def step(a):\n        return a * 2\n    return step(x)\n",
    "a cell that is not Python": "def f(x)\n    return x\n",
    "not solved": "def f(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()\n",
    "a plot": "def f(x):\n    figure, axes = plt.subplots()\n    axes.plot(x)\n    return figure\n",
    "a dataclass": "from dataclasses import dataclass\n@dataclass\nclass f:\n    w: float\n    b: float = 0.0\n",
    "errors": "def f(x):\n    try:\n        return 1 / x\n    except ZeroDivisionError as error:\n        raise ValueError(str(error))\n",
}


@pytest.mark.parametrize("what", KEEPS)
def test_code_that_keeps_something_is_known(what: str) -> None:
    assert not keeps_nothing([SETUP, KEEPS[what]], ["f"])


@pytest.mark.parametrize("what", PLAIN)
def test_plain_code_is_known(what: str) -> None:
    assert keeps_nothing([SETUP, PLAIN[what]], ["f"])


@pytest.mark.parametrize("name", ["00_numpy_basics", "01_perceptron", "02_activations", "04_losses", "07_backprop"])
def test_the_references_keep_nothing(name: str) -> None:
    path = ROOT / "solutions" / name / "reference.py"
    sources = solution_sources(path.read_text(encoding="utf-8"))
    assert keeps_nothing([SETUP, *sources.values()], sources)


def test_a_cell_that_no_interpreter_takes_defines_nothing() -> None:
    assert keeps_nothing(["def f(x):\n    return " + "(" * 5000 + "x" + ")" * 5000 + "\n"], ["f"])  # it is not Python


def test_code_that_plots_is_known_by_its_words() -> None:
    assert plots("plt.plot(x)")
    assert plots("from matplotlib import pyplot")
    assert not plots("np.exp(x)")
