"""What a student's exception is in plain words, beside Python's own: the place, the line, what was perhaps meant, and
what is true of every error of that kind.

An explanation never guesses at a cause: it says what holds whenever Python or NumPy says this, and asks for the rest.
The patterns fit the words of every supported Python and NumPy; the sentences are in the language files, `explained`.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

from autograder.model import Text
from autograder.protocol.values import StudentRaised
from autograder.visible import visible
from autograder.wording import columns_of, said

_MOST_CHARACTERS = 200
_SEARCHED = 600
_BLANKS = " \t\f"
"""What Python takes for indentation; another blank is an error."""
_PATH = re.compile(r" \((?:/|unknown location|[A-Za-z]:\\)[^()\n]*\)$")
_OWN_CELL = re.compile(r"cell-(\d+)")
_OWN_RAISE = re.compile(r"(?:^|:)\s*raise\s+\w")
_RAISED_BY_HAND = ("SystemExit", "MemoryError", "PermissionError")
"""What means the same whoever raises it."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of error: the key of its explanation, the types that it may have, what its text and its line say."""

    key: str
    types: tuple[str, ...]
    pattern: str
    line: str = ""


_REFUSED: dict[str, str] = {
    "asyncio": "loop", "multiprocessing": "processes", "concurrent": "processes", "subprocess": "programs",
    **dict.fromkeys(("socket", "ssl", "http", "urllib", "urllib3", "requests", "ftplib", "smtplib"), "network"),
}  # fmt: skip
"""What the system refuses to a student's line that calls into this package, whatever it says of it."""

_NO_CODE = (
    ("syntax_conflict", re.compile(r"\s*(?:<{7}|={7}|>{7})(?:\s|$)")),
    ("syntax_fence", re.compile(r"\s*(?:`{3}|~{3})")),
)
"""Lines that other programs understand."""

_METHOD = r"^(?!\S*<locals>\.\w+\(\))\S*\w\.\w+\(\) "
"""How Python names a method, and no function, where a call does not fit."""

_KINDS = (
    _Kind("syntax_colon", ("SyntaxError",), "expected ':'"),
    _Kind("syntax_block", ("IndentationError",), "expected an indented block"),
    _Kind("syntax_indent", ("IndentationError",), "unexpected indent"),
    _Kind("syntax_tabs", ("TabError",), ""),
    _Kind("syntax_dedent", ("IndentationError",), "unindent does not match"),
    _Kind("syntax_closed", ("SyntaxError",), "was never closed"),
    _Kind("syntax_bracket", ("SyntaxError",), "unmatched|does not match opening"),
    _Kind("syntax_string", ("SyntaxError",), "unterminated|EOL while scanning|EOF while scanning"),
    _Kind(
        "syntax_equal",
        ("SyntaxError",),
        "Maybe you meant '==' or|cannot assign to|expression cannot contain assignment",
    ),
    _Kind("syntax_print", ("SyntaxError",), "Missing parentheses in call to"),
    _Kind("syntax_return", ("SyntaxError",), "'return' outside function|'yield' outside function"),
    _Kind("syntax_loop", ("SyntaxError",), "'break' outside loop|'continue' not properly in loop"),
    _Kind("syntax_character", ("SyntaxError",), "invalid (non-printable )?character"),
    _Kind("syntax_number", ("SyntaxError",), "invalid decimal literal|leading zeros"),
    _Kind(
        "syntax_arguments",
        ("SyntaxError",),
        "positional argument follows keyword|argument follows default|without a default follows",
    ),
    _Kind("syntax_await", ("SyntaxError",), "'await' outside|asynchronous .* outside"),
    _Kind(
        "syntax_version",
        ("SyntaxError",),
        r"^f-string|^expected '\('|^multiple exception types must|^t-string",
    ),
    _Kind("syntax_invalid", ("SyntaxError",), "^invalid syntax$"),
    _Kind("unbound_local", ("UnboundLocalError",), ""),
    _Kind("name_self", ("NameError",), "name 'self' is not defined"),
    _Kind("name", ("NameError",), "is not defined"),
    _Kind("module", ("ModuleNotFoundError",), ""),
    _Kind("import_name", ("ImportError",), "cannot import name"),
    _Kind("input", ("EOFError",), "EOF when reading a line"),
    _Kind("exit", ("SystemExit",), ""),
    _Kind("files", ("FileNotFoundError", "IsADirectoryError", "NotADirectoryError"), ""),
    _Kind(
        "forbidden",
        ("OSError",),
        "Operation not permitted|Permission denied|Read-only file system|Function not implemented|"
        "not supported by protocol|Network is unreachable|Temporary failure in name|"
        "Resource temporarily unavailable",
    ),
    _Kind("loop", ("RuntimeError",), "no running event loop|nothing comes from there when graded"),
    _Kind("threads", ("RuntimeError",), "can't start new thread"),
    _Kind("recursion", ("RecursionError",), "^maximum recursion depth exceeded(?! during)"),
    _Kind("memory", ("MemoryError",), "^$"),
    _Kind("memory", ("MemoryError", "ValueError"), "Unable to allocate|array is too big|allowed dimension exceeded"),
    _Kind("truth_empty", ("ValueError",), "truth value of an empty array"),
    _Kind("size_negative", ("ValueError",), "negative dimensions are not allowed"),
    _Kind("truth", ("ValueError",), "truth value of an array with more than one element"),
    _Kind(
        "broadcast",
        ("ValueError",),
        "operands could not be broadcast|shape mismatch: objects cannot be broadcast",
    ),
    _Kind("broadcast", ("IndexError",), "indexing arrays could not be broadcast"),
    _Kind(
        "broadcast_into",
        ("ValueError",),
        "could not broadcast input array|non-broadcastable output|shape mismatch: value array",
    ),
    _Kind("matmul_dimensions", ("ValueError",), "^matmul: .*does not have enough dimensions"),
    _Kind(
        "matmul",
        ("ValueError",),
        r"^matmul: .*mismatch in its core dimension|not aligned: \d+ \(dim \d+\) != \d+ \(dim 0\)",
    ),
    _Kind("reshape", ("ValueError",), "cannot reshape array"),
    _Kind("negative_power", ("ValueError",), "^Integers to negative integer powers"),
    _Kind("inhomogeneous", ("ValueError",), "inhomogeneous shape"),
    _Kind("sequence_element", ("ValueError",), "setting an array element with a sequence"),
    _Kind("read_only", ("ValueError",), "read-only"),
    _Kind("axis", ("AxisError",), ""),
    _Kind("unpack_many", ("ValueError",), "too many values to unpack"),
    _Kind("unpack_few", ("ValueError",), "not enough values to unpack"),
    _Kind("plot_lengths", ("ValueError",), "x and y must have same first dimension|x and y must be the same size"),
    _Kind("join_shapes", ("ValueError",), "all the input array|all input arrays must|need at least one array"),
    _Kind(
        "empty_reduction",
        ("ValueError",),
        "zero-size array to reduction|empty sequence|iterable argument is empty|empty iterable",
    ),
    _Kind("too_deep", ("ValueError",), "object too deep|object of too small depth"),
    _Kind(
        "int_text",
        ("ValueError",),
        "invalid literal for int|could not convert string to float|could not convert string",
    ),
    _Kind("math_domain", ("ValueError",), "math domain error|expected a (positive|nonnegative) (input|number)"),
    _Kind("not_in_list", ("ValueError",), "is not in list|not in list|x not in (list|tuple)"),
    _Kind("index_axes", ("IndexError",), "too many indices"),
    _Kind("index_type", ("IndexError",), "only integers, slices|arrays used as indices must be"),
    _Kind("index_scalar", ("IndexError",), "invalid index to scalar"),
    _Kind("index_mask", ("IndexError",), "boolean index did not match"),
    _Kind("index", ("IndexError",), "out of range|out of bounds"),
    _Kind("key", ("KeyError",), ""),
    _Kind("none", ("TypeError",), "NoneType"),
    _Kind("none_attribute", ("AttributeError",), "'NoneType' object has no attribute"),
    _Kind("power", ("TypeError",), r"for \^=?:|'bitwise_xor'"),
    _Kind("bits", ("TypeError",), "for [&|]=?:|'bitwise_(and|or)'"),
    _Kind("text_number", ("TypeError",), r"can only concatenate str|operand type\(s\) for .*'str'|dtype\('<U"),
    _Kind(
        "list_number",
        ("TypeError",),
        "operand type.* '(list|tuple)'|can only concatenate (list|tuple)|"
        "can't multiply sequence by non-int",
    ),
    _Kind(
        "function_number",
        ("TypeError",),
        "operand type.*'(function|builtin_function_or_method|method|type|numpy._ArrayFunctionDispatcher|numpy.ufunc)'",
    ),
    _Kind("compare", ("TypeError",), "not supported between instances"),
    _Kind("call_array", ("TypeError",), "object is not callable"),
    _Kind("argument_missing_self", ("TypeError",), r"missing \d+ required .*'self'"),
    _Kind("argument_missing", ("TypeError",), r"missing \d+ required (positional|keyword-only) argument"),
    _Kind(  # NumPy's functions say "takes from 2 to 3 positional arguments but 1 was given" of too few as of too many
        "argument_missing",
        ("TypeError",),
        r"takes from (1 to \d+ .* but 0|2 to \d+ .* but [01]|3 to \d+ .* but [012]) w",
    ),
    _Kind("argument_many_method", ("TypeError",), _METHOD + "takes .*positional arguments? but"),
    _Kind("argument_many", ("TypeError",), "takes .*positional arguments? but"),
    _Kind("argument_class", ("TypeError",), r"^\w+\(\) takes no arguments$"),
    _Kind("argument_most", ("TypeError",), r"takes no arguments \(|(takes|expected) at most"),
    _Kind("argument_name", ("TypeError", "AttributeError"), "unexpected keyword argument|invalid keyword argument"),
    _Kind("argument_twice", ("TypeError",), "got multiple values for argument"),
    _Kind("dtype", ("TypeError",), "as a data type|data type .* not understood"),
    _Kind("unhashable", ("TypeError",), r"unhashable type: '(list|dict|set|numpy\.ndarray)'"),
    _Kind(
        "real_number",
        ("TypeError",),
        "must be real number, not (list|tuple|str|dict|set)|"
        "must be a string or a real number, not '(list|tuple|dict|set)'",
    ),
    _Kind("one_number", ("TypeError", "ValueError"), "be converted to Python scalars|only convert an array of size 1"),
    _Kind("format_value", ("TypeError",), r"^unsupported format string .*to (list|tuple|dict|set|numpy\.ndarray)\."),
    _Kind("format_value", ("ValueError",), "^Unknown format code '[bcdeEfFgGnoxX%]' for object of type"),
    _Kind("zero_d", ("TypeError",), r"0-d array|len\(\) of unsized"),
    _Kind(
        "iterate_number",
        ("TypeError",),
        r"'(int|float|bool|complex|numpy\.\w+)' object is not iterable|"
        r"non-iterable (int|float|bool|complex|numpy\.\w+) object|"
        r"object of type '(int|float|bool|numpy\.\w+)' has no len",
    ),
    _Kind(  # np.max(a, b); with an index in the line, that may be what is no whole number
        "axis_needed",
        ("TypeError",),
        "only integer scalar arrays|cannot be interpreted as an integer",
        r"^[^\[]*\bnp\.(a?max|a?min|sum|mean|concatenate|stack)\((?!.*\baxis\b)[^\[]*,[^\[]*$",
    ),
    _Kind(
        "integer_needed",
        ("TypeError",),
        "cannot be interpreted as an integer|list indices must be integers|"
        "tuple indices must be integers|slice indices must be integers|string indices must be integers|"
        "only integer scalar arrays|expected a sequence of integers",
    ),
    _Kind("subscript", ("TypeError",), "object is not subscriptable"),
    _Kind("item_assignment", ("TypeError",), "does not support item assignment"),
    _Kind("cast_in_place", ("UFuncTypeError", "_UFuncOutputCastingError"), "Cannot cast ufunc .* output"),
    _Kind("ufunc_type", ("TypeError",), "not supported for the input types|has no callable|did not contain a loop"),
    _Kind("out_argument", ("TypeError",), "return arrays must be of ArrayType"),
    _Kind("numpy_removed", ("AttributeError",), "was a deprecated alias|was removed in the NumPy|removed in NumPy"),
    _Kind("module_attribute", ("AttributeError",), "^(partially initialized )?module '.*' has no attribute"),
    _Kind(
        "list_attribute",
        ("AttributeError",),
        "'(list|tuple)' object has no attribute "
        "'(shape|T|dot|sum|mean|reshape|ndim|size|dtype|astype|max|min|flatten|argmax)'",
    ),
    _Kind(
        "array_append",
        ("AttributeError",),
        "'numpy.ndarray' object has no attribute '(append|extend|insert|pop|remove|index)'",
    ),
    _Kind("attribute", ("AttributeError",), "has no attribute"),
    _Kind("zero_division", ("ZeroDivisionError",), ""),
    _Kind("floating", ("FloatingPointError",), "encountered in"),
    _Kind("integer_bounds", ("OverflowError",), "out of bounds for|too large to convert to C"),
    _Kind("infinity_integer", ("OverflowError", "ValueError"), "cannot convert float (infinity|NaN) to integer"),
    _Kind("overflow", ("OverflowError",), "range|too large"),
    _Kind("singular", ("LinAlgError",), "Singular"),
    _Kind("square", ("LinAlgError",), "must be square"),
    _Kind("abstract", ("TypeError",), "Can't instantiate abstract class"),
)


def explain(error: StudentRaised) -> Text:
    """What holds of every error of this kind; empty if it is of none."""
    kind = kind_of(error)
    return said(f"explained.{kind}", **_facts(kind)) if kind else Text()


def kind_of(error: StudentRaised) -> str:
    """The key of the explanation of an error; empty if there is none.

    What a student's own line raises means what the student means by it.
    """
    if _OWN_RAISE.search(error.source) and not error.is_a(*_RAISED_BY_HAND):
        return ""
    if error.is_a("OSError") and error.through:
        packages = [module.partition(".")[0] for module in error.through]
        for package, key in _REFUSED.items():
            if package in packages:
                return key
    if error.is_a("SyntaxError"):
        for key, pattern in _NO_CODE:
            if pattern.match(error.source):
                return key
    text = error.message[:_SEARCHED]
    fitting = (kind for kind in _KINDS if error.is_a(*kind.types) and re.search(kind.pattern, text))
    return next((kind.key for kind in fitting if re.search(kind.line, error.source)), "")


def _facts(kind: str) -> dict[str, str]:
    told = kind in ("syntax_version", "syntax_invalid")
    return {"python": f"{sys.version_info[0]}.{sys.version_info[1]}"} if told else {}


def what_came(error: StudentRaised) -> str:
    """The error in Python's own words, whole; without a path of the machine that grades."""
    message = _PATH.sub("", error.message.strip())
    return f"{error.type_name}: {message}" if message else error.type_name


def place_of(error: StudentRaised) -> Text:
    """The line and the cell in words; empty if they are not known."""
    if not (error.line and error.cell):
        return Text()
    if error.exercises:
        return said("errors.exercise_cell", line=error.line, exercise="`, `".join(error.exercises))
    own = _OWN_CELL.fullmatch(error.cell)
    if own is not None:
        return said("errors.own_cell", line=error.line, number=own[1])
    return said("errors.other_cell", line=error.line, cell=error.cell)


def code_of(error: StudentRaised) -> str:
    """The line itself, behind four blanks, and for an error of syntax a second line with carets; empty if not known.

    Characters that nobody would see are shown as their code points: they may be what is wrong.
    """
    line = error.source.rstrip()
    bare = line.lstrip(_BLANKS)
    if not bare:
        return ""
    start, end = (column - 1 - (len(line) - len(bare)) for column in error.columns)
    cut = max(0, start - _MOST_CHARACTERS // 2)
    to = cut + _MOST_CHARACTERS
    shown = _shown(bare[cut:to])
    if error.columns == (0, 0) or not 0 <= start <= len(bare):
        return f"    {shown}"
    before, marked = (columns_of(_shown(part)) for part in (bare[cut:start], bare[start : min(end, to)]))
    return f"    {shown}\n    {' ' * before}{'^' * max(1, marked)}"


def _shown(code: str) -> str:
    return visible(code).replace("\t", "    ")


def meant_by(error: StudentRaised) -> Text:
    """The question whether another name was meant; empty if none is like it."""
    if not error.meant or f"'{error.meant}'?" in error.message:
        return Text()
    key = "errors.meant_import" if error.meant.startswith("import ") else "errors.meant"
    return said(key, name=error.meant)


def in_words(error: StudentRaised) -> Text:
    """All of it: what came, where, the line, what was perhaps meant, and the explanation."""
    return paragraphs(what_stopped(error), _advice(error))


def what_stopped(error: StudentRaised) -> Text:
    """What came, where, and the line: what is told of every error, whatever is known of its cause."""
    place, code = place_of(error), code_of(error)
    stopped = said("errors.stopped", what=what_came(error))
    if not place:
        return stopped
    where = said("errors.place", place=place)
    return paragraphs(stopped, where.map(lambda words: f"{words}\n{code}") if code else where)


def of_a_check(error: StudentRaised) -> Text:
    """What a visible check came to that stopped in a line of its own: the cause, not the line."""
    return paragraphs(said("errors.check", what=what_came(error)), _advice(error))


def _advice(error: StudentRaised) -> Text:
    meant, explained = meant_by(error), explain(error)
    return meant.then(explained) if meant and explained else meant or explained


def paragraphs(*texts: Text) -> Text:
    """Texts below one another, in every language that the first has."""
    first, *_ = texts
    return Text({tag: "\n".join(text.in_language(tag) for text in texts if text) for tag in first})
