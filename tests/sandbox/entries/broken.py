"""An entry point that cannot be imported."""

raise RuntimeError("this module is broken")
