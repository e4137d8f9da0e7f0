"""What a file is that is no notebook, by its first bytes: a web page that was saved, a PDF that was printed, a zip.

The signatures are those of the formats' own texts: ISO 32000 7.5.2 (PDF), APPNOTE.TXT 4.3.6 (zip), RFC 1952 (gzip), the
PNG and JFIF specifications, the WHATWG's MIME Sniffing 7.1 (HTML).
"""

from __future__ import annotations

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


def what_it_is(data: bytes) -> str:
    """What a file is, in words; empty where its first bytes do not tell."""
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:100].lower().startswith(_WEB_PAGE):
        return "a web page"
    return next((words for signature, words in _SIGNATURES if data.startswith(signature)), "")
