"""A student's Markdown, rendered as nbgrader renders it: nothing in the page runs, loads or leads anywhere unasked."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.gradebook.markdown import harmless_markdown

# What nbconvert itself makes of Markdown; anything beyond it came from the student.
TAGS = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "a", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "br",
    "hr", "del", "table", "thead", "tbody", "tr", "th", "td", "div", "span", "dl", "dt", "dd", "input",
    "b", "i", "u", "s", "sub", "sup", "kbd",
}  # fmt: skip
ATTRIBUTES = {"href", "id", "class", "title", "start", "style", "type", "checked", "disabled"}

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "text <b onmouseover=alert(1)>bold</b>",
    "<b\n>x</b><b/onclick=alert(1)>",
    "<br onload=x><br/><BR/ >",
    "<!-- <script> --><script>alert(1)</script>",
    "<?php <script>alert(1)</script>",
    "<style>@import url(//evil.example)</style>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](\njavascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "[x](file:///etc/passwd)",
    "[x](/formgrader/api/assignments)",
    '[x](https://a.example" onmouseover="alert(1))',
    "[x](https://a.example '\" onmouseover=\"alert(1)')",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "[y]\n\n[y]:\njavascript:alert(1)",
    "[y]\n\n[y]:\n\tjavascript:alert(1)",
    "> [y]\n>\n> [y]: javascript:alert(1)",
    "[y]\n\n[y]: <javascript:alert(1)>",
    "<javascript:alert(1)>",
    "<https://a.example>",
    "[x](https://a.example)",
    "[x](http://a.example 'title')",
    "[x]\n\n[x]: https://a.example",
    "! [x](http://a.example/pixel.png)",
    "https://a.example and www.a.example",
    "![x](https://evil.example/pixel.png)",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "![x](attachment:x.svg)",
    "![x][y]\n\n[y]: https://evil.example/pixel.png",
    "![x]\n\n[x]: https://evil.example/pixel.png",
    "[![x](https://evil.example/a.png)](https://evil.example)",
    "```mermaid\ngraph TD; A-->B; click A href \"javascript:alert(1)\"\n```",
    "~~~ mermaid\n<img src=x onerror=alert(1)>\n~~~",
    "> ```mermaid\n> graph TD\n> ```",
    "- ```mermaid\n  graph TD\n  ```",
    "```\\mermaid\nx\n```",
    "```m&#101;rmaid\nx\n```",
    "```\"><script>alert(1)</script>\nx\n```",
    "# heading <script>alert(1)</script>",
    '# heading "><img src=x onerror=alert(1)>',
    "$$<img src=x onerror=alert(1)>$$",
    "\\begin{a}<img src=x onerror=alert(1)>\\end{a}",
    "| <script>a</script> | b |\n| --- | --- |\n| c | <img src=x onerror=a> |",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "<\u200bscript>alert(1)</script>",
    "<scr\u202eipt>",
    "<\x1b[31mscript>alert(1)</script>",
    "\\<script>alert(1)</script>",
    "<<script>script>alert(1)</script>",
    "<b><script>alert(1)</script></b>",
]

DANGEROUS = [
    "<", ">", "/", "!", "?", "[", "]", "(", ")", ":", "script", "img src=x onerror=a", "b", "br", "javascript:",
    "data:", "&lt;", "&#60;", "`", "```", "mermaid", "~~~", "$", "$$", "\\", "\n", "\n\n", " ", "\t", "> ", "- ", "# ",
    "x", "|", "---", "https://a.example", '"', "'", "*", "_", "\\begin{a}", "\\end{a}", "\\href{javascript:a}{b}",
    "\x00", "\u200b", "\x1b[0m",
]  # fmt: skip


class Page(HTMLParser):
    """Collects what should not be in a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.found.append(tag)
        for name, value in attrs:
            if name not in ATTRIBUTES:
                self.found.append(f"{tag} {name}")
            if name == "href" and not (value or "").startswith("#"):
                self.found.append(f"{tag} href={value}")
            if name == "class" and "mermaid" in (value or ""):
                self.found.append("mermaid")
            if name == "style" and not (value or "").startswith("text-align"):
                self.found.append(f"style={value}")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.found.append(f"declaration {decl}")

    def handle_pi(self, data: str) -> None:
        self.found.append(f"instruction {data}")


def harm_in(markdown: str) -> list[str]:
    from nbconvert.filters.markdown_mistune import markdown2html_mistune

    page = Page()
    page.feed(markdown2html_mistune(markdown))
    page.close()
    return page.found


@pytest.mark.parametrize("source", ATTACKS)
def test_an_attack_renders_as_text(source: str) -> None:
    assert harm_in(harmless_markdown(source)) == []


def test_without_the_treatment_the_attacks_would_work() -> None:
    rendered = [source for source in ATTACKS if "attachment:" not in source]  # a missing one ends nbconvert
    assert sum(bool(harm_in(source)) for source in rendered) > len(rendered) // 2


@given(st.lists(st.sampled_from(DANGEROUS), max_size=25).map("".join))
@settings(max_examples=400)
def test_nothing_made_of_dangerous_pieces_becomes_markup(source: str) -> None:
    assert harm_in(harmless_markdown(source)) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"$\href{javascript:alert(1)}{x}$", r"$\ href{javascript:alert(1)}{x}$"),
        (r"$\\\href{x}{y}$", r"$\\\ href{x}{y}$"),
        (r"\(\style{x}{y}\)", r"\(\ style{x}{y}\)"),
        (r"\newcommand{\x}{\href}", r"\ newcommand{\x}{\ href}"),
        (r"\require{html}", r"\ require{html}"),
        (r"\hrefs \styled \delta \letter \dot \class", r"\hrefs \styled \delta \letter \dot \ class"),
    ],
)
def test_tex_that_makes_links_styles_or_macros_loses_its_command(source: str, expected: str) -> None:
    assert harmless_markdown(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        r"The delta is $\delta = (y - t) \odot h'(a)$ and **not** `t - y`.",
        "1. first\n2. second\n\n> quoted\n\n| a | b |\n| --- | --- |\n| 1 | 2 |",
        "a < b and c > d, x<1, <b>bold</b>, line<br>break, H<sub>2</sub>O",
        "```python\nif a < b:\n    print(x[0])\n```",
        "기울기는 $\\partial L / \\partial W$ 입니다.",
    ],
)
def test_an_honest_answer_stays_as_it_was(source: str) -> None:
    assert harmless_markdown(source) == source


def test_nothing_of_an_answer_is_cut_off() -> None:
    assert harmless_markdown("a " * 100_000) == "a " * 100_000


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("$&#92;href{javascript:alert(1)}{x}$", r"$\ href{javascript:alert(1)}{x}$"),
        (r"$&bsol;unicode{x}$ &#x5C;html{x}", r"$\ unicode{x}$ \ html{x}"),
        ("&#33;[x](https://a.example/b.png)", "! [x] (https: //a.example/b.png)"),
        ("see [the notes](https://cs231n.github.io/)", "see [the notes] (https: //cs231n.github.io/)"),
        ("[x]&#40;javascript:alert(1))", "[x] (javascript:alert(1))"),
        ("&lt;script&gt;", "< script>"),
        ("&#8238;abc", "⟦U+202E⟧abc"),
        ("&amp;#92;href &#9&#50;;", "&amp;#92;href \t2;"),
        ("&am&#112;#92;href", "&amp;amp#92;href"),
        ("&alpha; R&D, a&b; &unknown;", "α R&D, a&b; &unknown;"),
    ],
)
def test_what_stands_in_an_entity_is_looked_at_as_what_it_is(source: str, expected: str) -> None:
    assert harmless_markdown(source) == expected


@given(st.text("&#;92xhref{}$lt gamp", max_size=30))
@settings(max_examples=300, deadline=None)
def test_no_entity_is_left_that_could_become_another_character(source: str) -> None:
    import html

    shown = harmless_markdown(source)
    assert "\\href" not in html.unescape(shown)
    assert html.unescape(shown).replace("&amp;", "&") == shown.replace("&amp;", "&")


_LONG = 20_000


@pytest.mark.parametrize("source", [piece * _LONG for piece in ("[", "<", "`", "> ", " ", "![", "$", "*a_ ", "&#92;")])
def test_a_monotonous_answer_costs_no_time(source: str) -> None:
    import time

    before = time.process_time()
    harmless_markdown(source)
    assert time.process_time() - before < 1
