"""Auto-graded course platform: release notebooks, grade what students submit, say what went wrong.

`docs/architecture.md` shows the rooms of this package and which may import which.
"""

__version__ = "0.2.0"
