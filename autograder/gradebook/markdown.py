r"""A student's Markdown made harmless.

nbgrader's formgrader and feedback render Markdown with raw HTML, links of any scheme, mermaid diagrams and MathJax, in
the browser of an instructor who is logged in to Jupyter. Nothing is parsed here, because a parser that differs from
theirs in one case is a hole. Instead the few characters that every such construct needs are kept apart:

- no tag without `<` directly before a letter, `/`, `!` or `?`; a space is put between, save for plain tags without
  attributes;
- no link or image without `](`, `]:` or `![`; a space is put between, and so is the `:` of an address
  from its `//`, since bare addresses become links too: an address is read, not followed;
- no TeX command that makes links, styles or macros without the backslash before its name;
- no character written as an HTML entity: each becomes the character itself before anything else is looked at, since
  `&#92;href` is TeX once a browser has read it.

What a reader sees stays almost the same text, also inside code.
"""

from __future__ import annotations

import html
import re

from autograder.visible import visible_text

_PLAIN_TAG = r"/?(?:b|i|em|strong|u|s|sub|sup|br|kbd)\s?/?>"
_TAG = re.compile(rf"<(?=[A-Za-z/!?])(?!{_PLAIN_TAG})", re.IGNORECASE)
_IMAGE = re.compile(r"!(?=\[)")
_LINK = re.compile(r"\](?=\()")
_REFERENCE = re.compile(r"\](?=:)")
_ADDRESS = re.compile(r"(?<=:)(?=//)")
# By name of what they do in MathJax: links, attributes, new macros, extensions, text that is HTML.
_TEX = re.compile(
    r"\\(?=(?:href|url|style|class|cssId|data|require|mmlToken|unicode|csname|def|edef|gdef|xdef|let|futurelet"
    r"|newcommand|renewcommand|providecommand|DeclareMathOperator|newenvironment|renewenvironment|Newextarrow"
    r"|begingroup|endgroup|mathtip|texttip|toggle|action|tooltip|includegraphics|html[A-Za-z]*)(?![A-Za-z]))"
)
_ENTITY = re.compile(r"(&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{0,31});?)")
_FENCE = re.compile(r"^(?P<before>[ \t>*+\-0-9.)]*)(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)$", re.MULTILINE)
_PLAIN_INFO = re.compile(r"[ \t]*(?:python|py|python3|text|latex|tex|json|bash)?[ \t]*", re.IGNORECASE)


def harmless_markdown(source: str) -> str:
    """`source` with everything apart that could become markup, a script, a picture or a request."""
    text = visible_text(_without_entities(source))
    text = _FENCE.sub(_without_info, text)
    text = _TEX.sub(r"\\ ", text)
    text = _IMAGE.sub("! ", text)
    text = _LINK.sub("] ", text)
    text = _REFERENCE.sub("] ", text)
    text = _ADDRESS.sub(" ", text)
    return _TAG.sub("< ", text)


def _without_entities(source: str) -> str:
    """`source` with the characters that its HTML entities stand for; an ampersand that is one stays one.

    Once is enough: what looks like an entity afterwards is not one any more.
    """
    if "&" not in source:
        return source
    pieces = _ENTITY.split(source)  # text and entities, in turns
    text = "".join(html.unescape(piece) if at % 2 else piece for at, piece in enumerate(pieces))
    return _ENTITY.sub(lambda match: match[0] if html.unescape(match[0]) == match[0] else f"&amp;{match[0][1:]}", text)


def _without_info(match: re.Match[str]) -> str:
    """A fence that says no more than a plain language: `mermaid` would be drawn."""
    info = match["info"]
    inline = match["fence"].startswith("`") and "`" in info  # code in a line of text, not a fence
    if inline or _PLAIN_INFO.fullmatch(info):
        return match[0]
    return match["before"] + match["fence"]
