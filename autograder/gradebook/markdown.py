r"""A student's Markdown made harmless.

nbgrader's formgrader and feedback render Markdown with raw HTML, links of any scheme, mermaid diagrams and MathJax, in
the browser of an instructor who is logged in to Jupyter. Nothing is parsed here, because a parser that differs from
theirs in one case is a hole. Instead the few characters that every such construct needs are kept apart:

- no tag without `<` directly before a letter, `/`, `!` or `?`; a space is put between, save for plain tags without
  attributes;
- no link or image without `](`, `]:` or `![`; a space is put between, save for links to web pages;
- no TeX command that makes links, styles or macros without the backslash before its name.

What a reader sees stays almost the same text, also inside code.
"""

from __future__ import annotations

import re

from autograder.wording import plain_text

# Display only; whoever needs more has a notebook that nobody reads.
CELL_CHARS = 20_000

_PLAIN_TAG = r"/?(?:b|i|em|strong|u|s|sub|sup|br|kbd)\s?/?>"
_TAG = re.compile(rf"<(?=[A-Za-z/!?])(?!{_PLAIN_TAG})", re.IGNORECASE)
_IMAGE = re.compile(r"!(?=\[)")
_LINK = re.compile(r"\](?=\()(?!\(https?://)")
_REFERENCE = re.compile(r"\](?=:)(?!:[ \t]+https?://)")
# By name of what they do in MathJax: links, attributes, new macros, extensions, text that is HTML.
_TEX = re.compile(
    r"\\(?=(?:href|url|style|class|cssId|data|require|mmlToken|unicode|csname|def|edef|gdef|xdef|let|futurelet"
    r"|newcommand|renewcommand|providecommand|DeclareMathOperator|newenvironment|renewenvironment|Newextarrow"
    r"|begingroup|endgroup|mathtip|texttip|toggle|action|tooltip|includegraphics|html[A-Za-z]*)(?![A-Za-z]))"
)
_FENCE = re.compile(r"^(?P<before>[ \t>*+\-0-9.)]*)(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)$", re.MULTILINE)
_PLAIN_INFO = re.compile(r"[ \t]*(?:python|py|python3|text|latex|tex|json|bash)?[ \t]*", re.IGNORECASE)


def harmless_markdown(source: str) -> str:
    """`source` with everything apart that could become markup, a script, a picture or a request."""
    text = plain_text(source, limit_chars=CELL_CHARS)
    text = _FENCE.sub(_without_info, text)
    text = _TEX.sub(r"\\ ", text)
    text = _IMAGE.sub("! ", text)
    text = _LINK.sub("] ", text)
    text = _REFERENCE.sub("] ", text)
    return _TAG.sub("< ", text)


def _without_info(match: re.Match[str]) -> str:
    """A fence that says no more than a plain language: `mermaid` would be drawn."""
    info = match["info"]
    inline = match["fence"].startswith("`") and "`" in info  # code in a line of text, not a fence
    if inline or _PLAIN_INFO.fullmatch(info):
        return match[0]
    return match["before"] + match["fence"]
