"""Sentences for people as HTML: code in them as code, lines that are set in as they stand.

Hints are written with the two forms of Markdown that a terminal shows well, too: `code` between backticks, and whole
lines of code behind four blanks. Everything is escaped; nothing else of Markdown means anything.
"""

from __future__ import annotations

import re
from itertools import groupby

from markupsafe import Markup, escape

_CODE = re.compile(r"`([^`\n]+)`")
_SET_IN = "    "


def inline(text: str) -> Markup:
    """A sentence, its code as code."""
    parts = _CODE.split(text)
    code = Markup("<code>{}</code>")
    return Markup("").join(code.format(part) if at % 2 else escape(part) for at, part in enumerate(parts))


def told(text: str) -> Markup:
    """Sentences, a paragraph for each line, and lines of code that are set in."""
    made = []
    for code, lines in groupby(text.split("\n"), key=lambda line: line.startswith(_SET_IN)):
        if code:
            block = "\n".join(line.removeprefix(_SET_IN) for line in lines)
            made.append(Markup('<pre class="code">{}</pre>').format(block))
        else:
            made.extend(Markup("<p>{}</p>").format(inline(line)) for line in lines if line.strip())
    return Markup("").join(made)
