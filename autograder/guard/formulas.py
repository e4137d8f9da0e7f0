"""Formulas in formgrader without a network: MathJax comes from the server itself, and no other host is asked.

nbgrader's page of a submission has the address of another host in its template, whatever is configured. Templates are
looked for in a list of folders, of which one is put before nbgrader's own.
"""

from __future__ import annotations

import importlib.util
import os
import sys

TYPE_CHECKING = False  # as in typing, whose import takes longer than all else here
if TYPE_CHECKING:
    from traitlets.config import Config

_FORMGRADER = "nbgrader.server_extensions.formgrader"
_TEMPLATES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "templates")


def draw_formulas(config: Config) -> None:
    """Have formgrader take MathJax from its own server; nothing happens elsewhere, or where the server has none.

    Args:
        config: that is being loaded, of whichever program.
    """
    handlers = sys.modules.get(f"{_FORMGRADER}.handlers")
    if handlers is not None and importlib.util.find_spec("jupyter_server_mathjax") is not None:
        config.HTMLExporter.extra_template_basedirs = [_TEMPLATES, handlers.template_path]
