"""What mkdocs asks while it builds the site: the reference pages that are made from the code."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import reference


def on_files(files: Any, config: Any) -> Any:
    """Add the pages that are not files."""
    from mkdocs.structure.files import File

    for place, make in (
        ("reference/commands.md", reference.commands_page),
        ("reference/settings.md", reference.settings_page),
    ):
        files.append(File.generated(config, place, content=make()))
    return files
