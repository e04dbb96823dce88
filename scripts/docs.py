"""Writes the generated pages of docs/: run it after changing a node type, a word of expressions or a code.

python scripts/docs.py            write all pages
python scripts/docs.py --check    write nothing; say which pages are stale, and fail if any is
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"


def nodes_page() -> str:
    """docs/nodes.md: every node type, from the registry and its cases."""
    from docs_nodes import page

    return page()


def language_page() -> str:
    """docs/system-variables.md: system variables, expressions, readings."""
    from docs_language import page

    return page()


def diagnostics_page() -> str:
    """docs/diagnostics.md: every code of a problem, with the smallest flow that has it."""
    from tests.flows.golden import diagnostics

    return diagnostics()


PAGES: Mapping[str, Callable[[], str]] = {
    "nodes.md": nodes_page,
    "system-variables.md": language_page,
    "diagnostics.md": diagnostics_page,
}
"""A page and the function that writes it; what each needs is imported when it is asked for."""


def script_schema() -> str:
    """simulator/calls.schema.json: the grammar of call scripts, for editors."""
    from simulator.schema import schema_text

    return schema_text()


def worker_schema() -> str:
    """simulator/worker.schema.json: the lines that a simulation worker reads and writes."""
    from simulator.interactive.schema import schema_text

    return schema_text()


SHIPPED: Mapping[str, Callable[[], str]] = {
    "simulator/calls.schema.json": script_schema,
    "simulator/worker.schema.json": worker_schema,
}
"""Generated files that ship with a room, by their place in the repository."""


def files() -> dict[str, tuple[Path, Callable[[], str]]]:
    """Everything that is written here, by the name it is told by."""
    pages = {f"docs/{name}": (DOCS / name, write) for name, write in PAGES.items()}
    return pages | {name: (ROOT / name, write) for name, write in SHIPPED.items()}


def stale() -> list[str]:
    """The files that are not as they should be."""
    return [
        name
        for name, (path, write) in files().items()
        if not path.exists() or path.read_text(encoding="utf-8") != write()
    ]


def main(arguments: list[str] | None = None) -> int:
    """Write or check; the exit status."""
    parser = argparse.ArgumentParser(description="Write the generated pages of docs/ and files that ship.")
    parser.add_argument("--check", action="store_true", help="write nothing, fail if a file is stale")
    if parser.parse_args(arguments).check:
        found = stale()
        for name in found:
            print(f"{name} is stale: run python scripts/docs.py", file=sys.stderr)
        return 1 if found else 0
    for path, write in files().values():
        path.write_text(write(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    # The rooms and the cases of the tests are read from this checkout, wherever it is run from.
    sys.path.insert(0, str(ROOT))
    raise SystemExit(main())
