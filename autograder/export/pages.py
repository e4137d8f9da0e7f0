"""Students' pages as one zip, in folders that an LMS takes back.

Moodle downloads submissions as `Name_1234567_assignsubmission_file_/...`, and takes a zip of feedback files (in the
assignment's menu: "Upload multiple feedback files in a zip") whose folders bear the names that it gave
(https://docs.moodle.org/en/Assignment_settings, under "Feedback types"). A folder whose name has less than four parts
between underscores is passed over without a word (`mod/assign/feedback/file/importziplib.php`).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

_EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip has to name a time; the same pages give the same bytes


def pages_zip(folders: Mapping[str, Iterable[Path]]) -> bytes:
    """A zip of pages.

    Args:
        folders: by the name of each folder in it, the pages that go there.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder, pages in sorted(folders.items()):
            for page in sorted(pages):
                entry = zipfile.ZipInfo(f"{folder}/{page.name}", _EPOCH)
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, page.read_bytes(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
