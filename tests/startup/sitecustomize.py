"""Read by Python where this folder is on PYTHONPATH: nbgrader's commands start in a third of the time.

jsonschema builds a parser for the formats `iri` and `iri-reference` as it is imported, if it finds this package, and
reckons with not finding it. No test is about these formats.
"""

import sys

sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
