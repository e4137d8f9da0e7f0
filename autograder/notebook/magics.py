"""A student's cell as IPython would run it, as plain Python with the same number of lines.

Leading indentation and pasted prompts (`>>>`, `In [3]:`) are taken off by IPython's own transformers. Magics that run
Python become that Python (`%time`, `%%prun`, ...) or a call of the shell that stands in for IPython's in the worker
(`%timeit`, `%%capture out`; `%%writefile x.py`, which the notebook may import from then on). Harmless ones
(`%matplotlib inline`, `help?`) go without a word; shell lines, other programs' cells and magics that would need what is
not there when graded are refused with a note that says why. Neither is fatal, and every other line keeps its number, so
that an error names the line that the student sees.

A small scanner tells where a statement begins: a `%` or `!` inside a string, a bracket or a continued line is Python.
The cell is never parsed by Python's own parser here, which hostile input can exhaust.
"""

from __future__ import annotations

import re

from autograder.notebook.reading import printable

# Looks at things, or sets up the screen: plain Python does the same without it.
HARMLESS = frozenset({
    "alias_magic", "autoreload", "automagic", "autosave", "code_wrap", "colors", "config", "connect_info",
    "doctest_mode", "gui", "hist", "history", "load_ext", "lsmagic", "magic", "matplotlib", "memit", "pdb", "pdef",
    "pdoc", "pinfo", "pinfo2", "pprint", "precision", "profile", "psearch", "psource", "pwd", "quickref", "reload_ext",
    "reset", "reset_selective", "subplots", "tb", "unload_ext", "who", "who_ls", "whos", "xdel", "xmode",
})  # fmt: skip
# Runs the Python that follows it, once, in the same namespace; and its options that take a value.
TRANSPARENT = {"time": "", "prun": "DlsT", "capture": ""}
# Runs what follows it in a function of its own: the shell in the worker does, once.
MEASURED = {"timeit": "nrpv"}
# Cells that leave nothing behind in the namespace, or are text.
HARMLESS_CELLS = frozenset({"memit", "html", "HTML", "latex", "markdown", "svg", "SVG", "javascript", "js"})
_PYLAB = (
    "import numpy, matplotlib; from matplotlib import pylab, pyplot; np = numpy; plt = pyplot; "
    "from matplotlib.pylab import *; from numpy import *"
)

_PACKAGES = "packages cannot be installed when graded"
_FILES = "no other files are there when graded: what is needed must stand in the notebook"
_WRITING = "no files are kept when graded: put it into the notebook itself"
_PROGRAMS = "no other program runs when graded"
_NOBODY = "nobody types anything when graded"
_ENVIRONMENT = "the environment of your computer is not there when graded"
_SESSION = "what an earlier session kept is not there when graded"
_UNKNOWN = "only Python runs when graded"
_REASONS = {
    **dict.fromkeys(("pip", "conda", "mamba", "micromamba", "uv"), _PACKAGES),
    **dict.fromkeys(("run", "load", "loadpy", "cd", "pushd", "popd", "ls", "ll", "cat", "less", "more", "pycat",
                     "pfile", "bookmark", "dhist", "edit", "notebook"), _FILES),
    **dict.fromkeys(("recall", "rerun", "macro", "store"), _SESSION),
    **dict.fromkeys(("env", "set_env"), _ENVIRONMENT),
    "debug": _NOBODY,
    **dict.fromkeys(("writefile", "file", "save", "logstart", "mkdir", "cp", "mv", "rm", "rmdir"), _WRITING),
    **dict.fromkeys(("sx", "sc", "system", "script", "bash", "sh", "cmd", "perl", "ruby", "python", "python2",
                     "python3", "pypy", "shell", "killbgscripts"), _PROGRAMS),
}  # fmt: skip

# `%%writefile [-a] NAME`, of a file that lies beside the notebook.
_FILE = re.compile(r"\s+(?P<append>(?:-a|--append)\s+)?(?P<quote>['\"]?)(?:\./)?(?P<name>\w[\w.-]*)(?P=quote)\s*")
_MAGIC = re.compile(r"(?P<sign>%%?)(?P<name>[A-Za-z_]\w*)(?P<rest>.*)", re.DOTALL)
_HELP = re.compile(r"(?:\?{1,2}\s*%{0,2}[\w.*]+|%{0,2}[\w.*]+\?{1,2})\s*(?:;\s*)?(?:#.*)?")
_TARGET = r"[A-Za-z_][\w.]*(?:\[['\"]?\w*['\"]?\])?"
_ASSIGNED = re.compile(rf"(?P<to>{_TARGET}(?:\s*,\s*{_TARGET})*\s*=\s*)(?P<what>!.*|%[A-Za-z_].*)", re.DOTALL)
_CALLED = re.compile(r"(?P<how>[,;/])\s*(?P<name>[A-Za-z_][\w.]*)(?:\s+(?P<args>.*))?", re.DOTALL)
_INSTALLS = re.compile(r"!!?\s*(?:sudo\s+)?(?:\S*python\S*\s+-m\s+)?(?:pip3?|conda|mamba|uv|apt|apt-get|brew)\b")
_OF_SYSTEM = re.compile(r"(?:\w+\s*=\s*)?os\.system\(.*")
_OPTION = re.compile(r"--?([\w-]+)(?:\s+|$)")
_COUNTS = re.compile(r"'''|\"\"\"|['\"#()\[\]{}\\]")  # what says whether the next line begins a statement
_ENDS = {quote: re.compile(rf"\\.|{quote}") for quote in ("'''", '"""', "'", '"')}
_PROMPT = re.compile(r"^[ \t]*(?:>>>|In ?\[|\.{3,}: )", re.MULTILINE)
_ESCAPED = re.compile(r"^[ \t]*[,;/]", re.MULTILINE)
_CODE = re.compile(r"^([ \t]*)[^\s#]", re.MULTILINE)
_LONGEST_LINE = 2000
_MOST_CELL_MAGICS = 8
_MOST_LINE_MAGICS = 1000


def plain_python(source: str) -> tuple[str, tuple[str, ...]]:
    """`source` as plain Python with the same number of lines, and a note for each thing that was refused."""
    source = _cleaned(source)
    if not (any(sign in source for sign in ("%", "!", "?", "os.system(")) or _ESCAPED.search(source)):
        return source, ()
    notes: list[str] = []
    lines = source.split("\n")
    _transform(lines, notes)
    return "\n".join(lines), tuple(notes)


def _cleaned(source: str) -> str:
    """The cell without the indentation or the prompts that all of it stands behind."""
    code = _CODE.search(source)
    lines = source.split("\n")
    prompted = _PROMPT.search(source) and _has_prompt(lines)
    if code is None or not (code[1] or prompted) or max(map(len, lines)) > _LONGEST_LINE:
        return source
    # Slow to import, and few cells need it.
    from IPython.core.inputtransformer2 import classic_prompt, ipython_prompt, leading_indent

    first = next(number for number, line in enumerate(lines) if line.strip())
    cleaned = [f"{line}\n" for line in lines[first:]]
    for step in ((leading_indent,) if code[1] else ()) + ((classic_prompt, ipython_prompt) if prompted else ()):
        cleaned = step(cleaned)  # type: ignore[no-untyped-call]
    if len(cleaned) != len(lines) - first:
        return source
    return "\n".join([*lines[:first], "".join(cleaned)[:-1]])


def _has_prompt(lines: list[str]) -> bool:
    """Whether a statement stands behind a prompt; one in a docstring is an example."""
    scanner = _Scanner()
    for line in lines:
        if scanner.at_statement and _PROMPT.match(line):
            return True
        if not (scanner.at_statement and line.lstrip().startswith(("%", "!", "?"))):  # a quote there opens no string
            scanner.read(line)
    return False


def _transform(lines: list[str], notes: list[str], *, in_measured: bool = False) -> None:
    """Make lines plain Python, in place."""
    at = 0
    for _ in range(_MOST_CELL_MAGICS):
        first = next((number for number in range(at, len(lines)) if lines[number].strip()), at)
        if first == len(lines) or not lines[first].startswith("%%"):
            _line_magics(lines, first, notes)
            return
        if not _cell_magic(lines, first, notes, in_measured=in_measured):
            return
        at = first + 1
        lines[at:] = _cleaned("\n".join(lines[at:])).split("\n")
    notes.append(f"line {at + 1}: nothing is run after {_MOST_CELL_MAGICS} cell magics")
    lines[at:] = [f"# {line}" for line in lines[at:]]


def _cell_magic(lines: list[str], at: int, notes: list[str], *, in_measured: bool) -> bool:
    """Take out the magic that begins a cell. False if the whole cell went with it."""
    match = _MAGIC.fullmatch(lines[at])
    name = match["name"] if match else ""
    rest = match["rest"] if match else ""
    if name in TRANSPARENT:
        argument = _without_options(rest, TRANSPARENT[name])
        if name == "capture" and argument.isidentifier():
            lines[at] = f"{argument} = get_ipython().capture({rest.replace(argument, '').strip()!r})"
        else:
            lines[at] = argument if name == "prun" and argument else f"# {lines[at]}"
        return True
    if name in MEASURED and not in_measured:
        body = lines[at + 1 :]
        notes_of_body: list[str] = []
        _transform(body, notes_of_body, in_measured=True)
        notes += [_moved(note, at + 1) for note in notes_of_body]
        lines[at:] = [
            f"get_ipython().run_cell_magic({name!r}, {rest.strip()!r}, {chr(10).join([''] * at + body)!r})",
            *[f"# {line}" for line in lines[at + 1 :]],
        ]
        return False
    if name in ("writefile", "file") and (file := _FILE.fullmatch(rest)):
        text = "\n".join(lines[at + 1 :])
        lines[at:] = [
            f"get_ipython().write_file({file['name']!r}, {text!r}, append={bool(file['append'])}, line={at + 1})",
            *[f"# {line}" for line in lines[at + 1 :]],
        ]
        return False
    if name not in HARMLESS_CELLS:
        why = _REASONS.get(name, _UNKNOWN)
        notes.append(f"line {at + 1}: {_shown(lines[at])} is not run, nor is the rest of its cell: {why}")
    lines[at:] = [f"# {line}" for line in lines[at:]]
    return False


def _moved(note: str, by: int) -> str:
    head, _, rest = note.partition(":")
    return f"line {int(head.removeprefix('line ')) + by}:{rest}"


def _without_options(rest: str, with_value: str) -> str:
    """What follows a magic's options."""
    rest = rest.strip()
    while match := _OPTION.match(rest):
        rest = rest[match.end() :]
        if len(match[1]) == 1 and match[1] in with_value:
            rest = rest.partition(" ")[2].lstrip()
    return rest


def _line_magics(lines: list[str], at: int, notes: list[str]) -> None:
    scanner = _Scanner()
    replacements = 0
    while at < len(lines):
        line = lines[at]
        if not scanner.at_statement or (replaced := _replaced(line, at, notes)) is None:
            scanner.read(line)
            at += 1
            continue
        if replacements == _MOST_LINE_MAGICS:
            notes.append(f"line {at + 1}: nothing is run after {_MOST_LINE_MAGICS} lines of magics")
            lines[at:] = [f"# {line}" for line in lines[at:]]
            return
        replacements += 1
        lines[at] = replaced
        # IPython continues a magic or shell line over a backslash, too.
        while line.endswith("\\") and at + 1 < len(lines):
            at += 1
            line = lines[at]
            lines[at] = f"# {line}"
        at += 1


def _replaced(line: str, at: int, notes: list[str]) -> str | None:
    """What a line that begins a statement becomes, or None if it is Python already."""
    bare = line.strip()
    indent = line[: len(line) - len(line.lstrip())]
    assigned = _ASSIGNED.fullmatch(bare)
    to, what = (assigned["to"], assigned["what"]) if assigned else ("", bare)
    match = _MAGIC.fullmatch(what)
    if match and match["sign"] == "%" and not bare.endswith("\\") and not _HELP.fullmatch(bare):
        statement = _magic_statement(match["name"], match["rest"], to)
        if statement is not None:
            return indent + (to + statement if statement else _nothing(indent, bare))
    if (not assigned and match and match["name"] in HARMLESS) or _HELP.fullmatch(bare):
        return indent + _nothing(indent, bare)
    if bare.startswith(("!", "?")) or match or assigned:
        notes.append(f"line {at + 1}: {_shown(bare)} is not run: {_why(what)}")
        return indent + _nothing(indent, bare)
    if bare in (";", ","):
        return f'{indent}("")'
    if not indent and _OF_SYSTEM.match(bare):  # Python runs it and says nothing, whatever the command should have done
        notes.append(f"line {at + 1}: {_shown(bare)} is not run: {_PROGRAMS}")
    called = _CALLED.fullmatch(bare)
    return None if called is None else indent + _call(called["how"], called["name"], called["args"] or "")


def _magic_statement(name: str, rest: str, to: str) -> str | None:
    """The Python that a line magic stands for: empty for nothing at all, None if it is not one of those that run."""
    if name in ("time", "prun"):
        return _without_options(rest, TRANSPARENT[name])
    if name in MEASURED:
        return f"get_ipython().run_line_magic({name!r}, {rest.strip()!r})" if rest.strip() else ""
    if name == "pylab" and not to:
        return _PYLAB
    if name in HARMLESS and to:
        return f"get_ipython().run_line_magic({name!r}, {rest.strip()!r})"
    return None


def _why(what: str) -> str:
    if what.startswith("!"):
        return _PACKAGES if _INSTALLS.match(what[:200]) else _PROGRAMS
    match = _MAGIC.fullmatch(what)
    return _REASONS.get(match["name"], _UNKNOWN) if match else _UNKNOWN


def _call(how: str, name: str, args: str) -> str:
    """IPython's `/f a b`, `,f a b` and `;f a b`: a call without brackets or quotes."""
    if how == "/":
        return f"{name}({', '.join(args.split())})"
    return f"{name}({', '.join(map(repr, args.split())) if how == ',' else repr(args)})"


def _nothing(indent: str, bare: str) -> str:
    """A line that does nothing; in a block it must still be a statement."""
    return f"pass  # {bare}" if indent else f"# {bare}"


def _shown(line: str) -> str:
    return repr(printable(line.strip(), 60))


class _Scanner:
    """Follows strings, brackets and continued lines, line by line."""

    def __init__(self) -> None:
        self._quote = ""
        self._depth = 0
        self._continued = False

    @property
    def at_statement(self) -> bool:
        """Whether the next line begins a statement."""
        return not self._quote and self._depth == 0 and not self._continued

    def read(self, line: str) -> None:
        at = self._in_string(line, 0) if self._quote else 0
        self._continued = False
        while found := _COUNTS.search(line, at):
            at = found.end()
            sign = found[0]
            if sign == "#":
                return
            if sign[0] in "'\"":
                self._quote = sign
                at = self._in_string(line, at)
            elif sign in "([{":
                self._depth += 1
            elif sign in ")]}":
                self._depth = max(0, self._depth - 1)
            else:
                self._continued = at == len(line)
        if len(self._quote) == 1 and not line.endswith("\\"):
            self._quote = ""  # a string that is not closed: an error of this line only

    def _in_string(self, line: str, at: int) -> int:
        """The position after the end of the string, or of the line."""
        while found := _ENDS[self._quote].search(line, at):
            at = found.end()
            if found[0] == self._quote:
                self._quote = ""
                return at
        return len(line)
