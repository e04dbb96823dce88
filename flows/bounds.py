"""How large a flow file and its parts may be: every bound of reading, named and in one place."""

from __future__ import annotations

FILE_BYTES = 16 * 1024 * 1024
"""Size of a flow file."""
NODES = 20_000
"""Nodes of one flow."""
DEPTH = 64
"""Elements within elements; a flow of our own has at most six."""
ELEMENTS = 1_000_000
"""Elements of one file."""
TEXT = 65_536
"""Characters of one text or attribute, that of a variable's longest value."""
VARIABLES = 1_000
"""Declared variables of one flow."""
ROWS = 10_000
"""Rows of one table."""
FLOWS = 1_000
"""Flows that one release may hold."""
CALL_DEPTH = 32
"""Flows within flows, that of engine.limits."""
