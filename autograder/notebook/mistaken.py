"""What a file is that is no notebook, by its first bytes: a web page that was saved, a PDF that was printed, a zip; and
a notebook in another encoding than UTF-8, which editors and shells of Windows make of it.

The signatures are those of the formats' own texts: ISO 32000 7.5.2 (PDF), APPNOTE.TXT 4.3.6 (zip), RFC 1952 (gzip), the
PNG and JFIF specifications, the WHATWG's MIME Sniffing 7.1 (HTML).
"""

from __future__ import annotations

import codecs
import re

_WEB_PAGE = (b"<!doctype html", b"<html", b"<head", b"<?xml", b"<body", b"<!-- saved from")
_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip"),
    (b"PK\x05\x06", "a zip"),
    (b"Rar!", "packed (RAR)"),
    (b"7z\xbc\xaf", "packed (7z)"),
    (b"\x1f\x8b", "packed (gzip)"),
    (b"\xfd7zXZ", "packed (xz)"),
    (b"BZh", "packed (bzip2)"),
    (b"\x89PNG\r\n\x1a\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"version https://git-lfs", "a pointer of Git LFS, without the file itself"),
)


# The marks of byte order (Unicode 23.8), the longer ones first: one of UTF-16 begins one of UTF-32.
_MARKS = (
    (codecs.BOM_UTF8, "UTF-8"),
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
# JSON begins with two ASCII characters: where the zeros stand tells the encoding (RFC 4627, section 3).
_ZEROS = (
    (re.compile(rb"[^\0]\0\0\0[^\0]\0\0\0"), "UTF-32-LE"),
    (re.compile(rb"\0\0\0[^\0]\0\0\0[^\0]"), "UTF-32-BE"),
    (re.compile(rb"[^\0]\0[^\0]\0"), "UTF-16-LE"),
    (re.compile(rb"\0[^\0]\0[^\0]"), "UTF-16-BE"),
)
_CODE = re.compile(rb"^(?:import \w|from [\w.]+ import |def \w+\(|class \w+[:(]|# ?%%|#!.*python)", re.MULTILINE)
_CONFLICT = re.compile(rb"^(?:<{7}|>{7}) ", re.MULTILINE)


def what_it_is(data: bytes) -> str:
    """What a file is, in words; empty where its bytes do not tell."""
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:100].lower().startswith(_WEB_PAGE):
        return "a web page"
    if found := next((words for signature, words in _SIGNATURES if data.startswith(signature)), ""):
        return found
    if start[:1] in (b"", b"{", b"[", b'"') or b"\0" in data[:4096]:
        return ""
    if _CODE.search(data[:4096]):
        return "a Python script"
    return "text" if b" " in start.strip() and len(start) > 20 else ""


def is_in_conflict(data: bytes) -> bool:
    """Whether git's marks of a merge that was not finished stand in it."""
    return _CONFLICT.search(data) is not None


def as_utf8(data: bytes) -> tuple[bytes, str]:
    """A text as UTF-8 without a mark of byte order, and the encoding that it came in; empty for UTF-8 itself.

    Only what the first bytes tell is looked at. What does not fit the encoding becomes U+FFFD.
    """
    mark, encoding = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", ""))
    if encoding == "UTF-8":
        return data.lstrip(mark), ""  # a program that adds one may have met one
    if not mark:
        encoding = next((name for zeros, name in _ZEROS if zeros.match(data)), "")
    if not encoding:
        return data, ""
    return data.decode(encoding, "replace").encode("utf-8", "replace"), encoding[:6]


def from_korean(data: bytes) -> tuple[bytes, str]:
    """A text that is not UTF-8 as UTF-8, and the encoding that it was taken for: that of Korean Windows, if it fits.

    What is in no encoding that is known keeps its ASCII, so that code still runs, and the rest becomes U+FFFD.
    """
    try:
        return data.decode("cp949").encode(), "CP949"
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace").encode(), "an unknown encoding"
