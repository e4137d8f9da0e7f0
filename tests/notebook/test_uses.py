"""Which names a student's solution uses, so that a hint blames only what it calls."""

from __future__ import annotations

from autograder.notebook.uses import names_used

SIGMOID = "def sigmoid(x):\n    return 1 / (1 + np.exp(-x))"
HELPER = "def layer(x, W):\n    return sigmoid(x @ W)"


def test_what_a_cell_calls_counts_and_what_it_only_gives_a_value_to_does_not() -> None:
    assert "sigmoid" in names_used(["def forward(x):\n    return sigmoid(x)"], [])
    assert "sigmoid" not in names_used(["def forward(x):\n    sigmoid = 1 / (1 + np.exp(-x))\n    return 2"], [])


def test_a_parameter_or_a_variable_of_a_function_is_no_name_of_the_notebook() -> None:
    own = "def train(x, loss):\n    gradient = 2 * x\n    return [loss(x), gradient, *(step for step in x)]"
    assert names_used([own], []) == frozenset()
    assert names_used(["def train(x):\n    def one():\n        return loss(x)\n    return one()"], []) == {"loss"}


def test_what_a_helper_calls_counts_where_the_helper_is_used() -> None:
    own = "def forward(x, W):\n    return layer(x, W)"
    assert {"layer", "sigmoid"} <= names_used([own], [own, HELPER, SIGMOID])
    assert "sigmoid" not in names_used(["def forward(x, W):\n    return x @ W"], [HELPER, SIGMOID])


def test_what_is_no_python_uses_nothing() -> None:
    assert names_used(["def forward(:"], ["def", HELPER]) == frozenset()


def test_functions_that_use_one_another_come_to_an_end() -> None:
    assert {"f", "g"} <= names_used(["f()"], ["def f():\n    g()\ndef g():\n    f()"])
