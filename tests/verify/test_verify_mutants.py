"""Mutants: each operator makes the mistake it is named after, and every mutant is a program that differs."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.verify.mutants import Mutant, Operator, mutate, sample


def reference(body: str, signature: str = "f(a, b)") -> str:
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    head = f'import numpy as np\n\n\ndef {signature}:\n    """Doc."""\n'
    return f"{head}    ### BEGIN SOLUTION\n{lines}    ### END SOLUTION\n"


def changes(body: str, operator: Operator, signature: str = "f(a, b)") -> set[str]:
    """The changed lines of the body, one text for each mutant of an operator."""
    before = reference(body, signature).splitlines()[3:]
    found = set()
    for mutant in mutate(reference(body, signature)):
        if mutant.operator is operator:
            after = mutant.source.splitlines()
            assert len(after) <= len(before)
            kept = [line.strip() for line in after if line not in before]
            found.add("; ".join(kept))
    return found


CASES = [
    (Operator.ARITHMETIC, "return a + b", {"return a - b"}),
    (Operator.ARITHMETIC, "return a @ b", {"return a * b"}),
    (Operator.ARITHMETIC, "return a * b", {"return a / b", "return a + b"}),
    (Operator.ARITHMETIC, "return a // b % 3", {"return a / b % 3", "return a // b * 3"}),
    (Operator.ARITHMETIC, "return 3 ** (a * b)", {
        "return 3 * (a * b)", "return 3 ** (a / b)", "return 3 ** ((a + b))"}),
    (Operator.ARITHMETIC, "return (a) + (  # why +\n    b)", {"return (a) - (  # why +"}),
    (Operator.ARITHMETIC, "a[0] += b", {"a[0] -= b", "a[0] = b"}),
    (Operator.UNARY, "return -a", {"return a"}),
    (Operator.UNARY, "return not (a > b)", {"return (a > b)"}),
    (Operator.COMPARE, "return a < b", {"return a <= b", "return a >= b"}),
    (Operator.COMPARE, "return a == b", {"return a != b"}),
    (Operator.COMPARE, "return a not in b", {"return a in b"}),
    (Operator.BOOLEAN, "return a and b", {"return a or b"}),
    (Operator.CONSTANT, "return a + 2", {"return a + 3", "return a + 0", "return a + -2", "return a + 4"}),
    (Operator.CONSTANT, "return a[-1]", {"return a[0]", "return a[1]", "return a[-2]"}),
    (Operator.CONSTANT, "return a + 1e-7", {"return a + 1.0000001", "return a + 0.0", "return a + -1e-07"}),
    (Operator.CONSTANT, "return True", {"return False"}),
    (Operator.STRING, "return a['W1']", {"return a['W1_']"}),
    (Operator.AXIS, "return np.sum(a, axis=0)", {"return np.sum(a, axis=1)", "return np.sum(a)"}),
    (Operator.AXIS, "return a.sum(axis=-1)", {"return a.sum(axis=0)", "return a.sum()"}),
    (Operator.KEEPDIMS, "return a.sum(axis=1, keepdims=True)", {"return a.sum(axis=1)"}),
    (Operator.KEEPDIMS, "return a.sum(keepdims=True, axis=1)", {"return a.sum( axis=1)"}),
    (Operator.DTYPE, "return a.astype(float)", {"return a", "return a.astype(int)"}),
    (Operator.DTYPE, "return np.array(a, dtype=float)", {"return np.array(a)", "return np.array(a, dtype=int)"}),
    (Operator.SWAP, "return a - b", {"return b - a"}),
    (Operator.SWAP, "return a - b - 1", {"return 1 - (a - b)", "return b - a - 1"}),
    (Operator.SWAP, "return (a + b) @ b", {"return b @ (a + b)"}),
    (Operator.SWAP, "return f(a, b)", {"return f(b, a)"}),
    (Operator.SWAP, "return np.maximum(a, b)", set()),
    (Operator.SWAP, "return {'W': a, 'b': b}", {"return {'W': b, 'b': a}"}),
    (Operator.RETURN, "return a, b", {"return None", "return b, a"}),
    (Operator.OFF_BY_ONE, "return [i for i in range(a)]", {
        "return [i for i in range(a - 1)]", "return [i for i in range(a + 1)]", "return [i for i in range(1, a)]"}),
    (Operator.OFF_BY_ONE, "return a[b:b + 2]", {
        "return a[b + 1:b + 2]", "return a[b:b + 2 - 1]", "return a[b:b + 2 + 1]"}),
    (Operator.COPY, "return a.copy()", {"return a"}),
    (Operator.COPY, "return np.array(a)", {"return np.asarray(a)"}),
    (Operator.COPY, "return np.array([a, b])", set()),
    (Operator.COPY, "return dict(a)", {"return a"}),
    (Operator.COPY, "a = a - b", {"a -= b"}),
    (Operator.COPY, "c = a - b", set()),
    (Operator.COPY, "a[b] -= 1 + 2", {"a[b] = a[b] - (1 + 2)"}),
    (Operator.COPY, "a[:, 1] -= b", set()),
    (Operator.COPY, "c = [a]\nreturn np.array(c)", set()),
    (Operator.COPY, "return np.array(a['W'])", {"return np.asarray(a['W'])"}),
    (Operator.TRANSPOSE, "return (a @ b).T", {"return (a @ b)"}),
    (Operator.TRANSPOSE, "return np.transpose(a)", {"return a"}),
    (Operator.FUNCTION, "return np.max(a)", {"return np.min(a)"}),
    (Operator.FUNCTION, "return a.sum()", {"return a.mean()"}),
    (Operator.FUNCTION, "return np.exp(a + b) * 2", {"return (a + b) * 2"}),
    (Operator.BRANCH, "if a > b:\n    return a", {"if True:", "if False:"}),
    (Operator.BRANCH, "return [i for i in a if i > 0]", {"return [i for i in a if True]"}),
    (Operator.LOOP, "for i in a:\n    print(i)", {"for i in list(a)[:-1]:", "for i in list(a)[1:]:"}),
    (Operator.LOOP, "while a < b:\n    a += 1", {"if a < b:"}),
    (Operator.LOOP, "while a < b:\n    break", {"continue"}),  # `if` with a lone break would not compile
    (Operator.RAISE, "raise ValueError(a)", {"raise RuntimeError(a)"}),
    (Operator.DROP, "a = 1\nreturn a", {"pass"}),
    (Operator.DROP, "with np.errstate(all='ignore'):\n    b = 1", {"if True:", "pass"}),
]  # fmt: skip


@pytest.mark.parametrize(("operator", "body", "expected"), CASES, ids=[f"{c[0]}: {c[1]}" for c in CASES])
def test_an_operator_makes_the_mistakes_it_is_named_after(operator: Operator, body: str, expected: set[str]) -> None:
    found = changes(body, operator)
    assert found == expected or (operator is Operator.DROP and expected <= found)


def test_every_operator_has_a_case() -> None:
    assert {case[0] for case in CASES} == set(Operator)


def test_ids_and_descriptions_read_well() -> None:
    source = reference("top = a.max(axis=-1, keepdims=True)\nreturn a - top")
    found = {(mutant.function, mutant.written, mutant.description) for mutant in mutate(source)}
    top = "top = a.max(axis=-1, keepdims=True)"
    assert ("f", top, "line 7: `a.max(axis=-1, keepdims=True)` became `a.max(axis=0, keepdims=True)`") in found
    assert ("f", top, "line 7: `top = a.max(axis=-1, keepdims=True)` was dropped") in found
    assert "line 8: `a - top` became `a + top`" in {description for _, _, description in found}


def test_a_long_line_is_shown_around_the_change() -> None:
    body = "return first_long_name_of_a_thing(a) + second_long_name_of_a_thing(b) - third_long_name_of_a_thing(a, 3)"
    [change] = [mutant.change for mutant in mutate(reference(body)) if "+ third" in mutant.change]
    before = "long_name_of_a_thing(b) - third_long_name_of_a_th"
    assert change == f"`{before}` became `{before.replace('-', '+')}`"


def test_nothing_outside_the_marked_regions_changes() -> None:
    source = '''
LIMIT = 3


def helper(a):
    return a + 1


def f(a, b=1):
    """Adds 1."""
    total = a + b
    ### BEGIN SOLUTION
    return total * 2
    ### END SOLUTION


class Layer:
    def __init__(self, size=2):
        self.size = size

    def forward(self, x):
        """Doc 3."""
        ### BEGIN SOLUTION
        return x * 2
        ### END SOLUTION
'''
    mutants = mutate(source)
    assert {mutant.exercise for mutant in mutants} == {"f", "Layer"}
    assert {mutant.line for mutant in mutants} == {13, 24}
    for mutant in mutants:
        assert "self.size = size" in mutant.source or "total = a + b" in mutant.source


def test_docstrings_messages_annotations_and_looks_stay_as_they_are() -> None:
    body = (
        'def inner(x: "one" = 1) -> "two":\n    """Doc 1."""\n    return x\n'
        'if a:\n    raise ValueError(f"{a + 1} is not 2")\nax.set_title("3")\nax.plot(a, b, color="red", lw=2)\n"text"'
    )
    kinds = {(mutant.operator, mutant.change) for mutant in mutate(reference(body))}
    assert not [change for operator, change in kinds if operator in (Operator.STRING, Operator.CONSTANT)]
    assert not [change for _, change in kinds if "set_title" in change]


def test_text_beyond_ascii_does_not_shift_the_change() -> None:
    found = changes('값 = "가나다"; 합 = a + b  # 합계 + 더하기\nreturn 합', Operator.ARITHMETIC)
    assert found == {'값 = "가나다"; 합 = a - b  # 합계 + 더하기'}


def test_windows_line_ends_give_the_same_mutants() -> None:
    source = reference("if a > b:\n    return a\nreturn b")
    assert mutate(source.replace("\n", "\r\n")) == mutate(source)


def test_an_unclosed_region_is_refused() -> None:
    with pytest.raises(ValueError, match="line 2: the solution begun here never ends"):
        mutate("def f():\n    ### BEGIN SOLUTION\n    return 1\n")


def test_a_sample_is_the_same_every_time_and_of_many_kinds() -> None:
    mutants = mutate(reference("if a > 1 and b < 2:\n    return a - b\nreturn np.sum(a, axis=0) + 3"))
    few = sample(mutants, 6)
    assert few == sample(list(mutants), 6)
    assert len(few) == 6
    assert len({mutant.operator for mutant in few}) == 6
    assert sample(mutants, None) == mutants
    assert sample(mutants, 10_000) == mutants
    assert set(few) <= set(sample(mutants, 9))


NAMES = st.sampled_from(["a", "b", "np.pi", "x", "값"])
NUMBERS = st.one_of(st.integers(-3, 3), st.sampled_from([0.5, 1e-7, -2.5])).map(repr)
SYMBOLS = st.sampled_from(["+", "-", "*", "/", "//", "%", "**", "@", "<", "<=", "==", "!=", "and", "or"])
EXPRESSIONS = st.recursive(
    NAMES | NUMBERS,
    lambda inner: st.one_of(
        st.tuples(inner, SYMBOLS, inner).map(" ".join),
        inner.map("({})".format),
        inner.map("(-{})".format),
        inner.map("(not {})".format),
        inner.map("f({})".format),
        st.tuples(inner, inner).map(lambda pair: "np.dot({}, {})".format(*pair)),
        inner.map("np.sum({}, axis=0, keepdims=(True))".format),
        inner.map("({}).T".format),
        st.tuples(inner, inner).map(lambda pair: "({} if {} else 1)".format(*pair)),
        st.tuples(inner, inner).map(lambda pair: "a[{}:{}]".format(*pair)),
        inner.map("[i for i in range({})]".format),
        inner.map("(\n  {}  # 주석 + - *\n)".format),
    ),
    max_leaves=8,
)


def is_python(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


@settings(max_examples=150)
@given(st.lists(EXPRESSIONS.filter(is_python), min_size=1, max_size=3))
@pytest.mark.slow
def test_every_mutant_is_python_and_differs_from_the_reference_and_the_others(expressions: list[str]) -> None:
    lines = [f"v{number} = {text}" for number, text in enumerate(expressions)]
    source = reference("\n".join([*lines, "return v0"]))
    if not is_python(source):
        return
    mutants = mutate(source)
    original = ast.dump(ast.parse(source[source.index("def f") :]))
    forms = [ast.dump(ast.parse(mutant.source)) for mutant in mutants]
    assert original not in forms
    assert len(set(forms)) == len(forms)
    assert len({mutant.id for mutant in mutants}) == len(mutants)
    assert mutants == mutate(source)
    head, tail = source.splitlines()[3:6], source.splitlines()[-1:]
    for mutant in mutants:
        assert mutant.source.splitlines()[:3] == head
        assert mutant.source.splitlines()[-1:] == tail


def test_a_mutant_is_frozen() -> None:
    mutant = mutate(reference("return a"))[0]
    with pytest.raises(AttributeError):
        mutant.line = 3  # type: ignore[misc]
    assert isinstance(mutant, Mutant)
