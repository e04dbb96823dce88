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


def stale() -> list[str]:
    """The pages that are not as they should be."""
    found = []
    for name, write in PAGES.items():
        path = DOCS / name
        if not path.exists() or path.read_text(encoding="utf-8") != write():
            found.append(name)
    return found


def main(arguments: list[str] | None = None) -> int:
    """Write or check; the exit status."""
    parser = argparse.ArgumentParser(description="Write the generated pages of docs/.")
    parser.add_argument("--check", action="store_true", help="write nothing, fail if a page is stale")
    if parser.parse_args(arguments).check:
        found = stale()
        for name in found:
            print(f"docs/{name} is stale: run python scripts/docs.py", file=sys.stderr)
        return 1 if found else 0
    for name, write in PAGES.items():
        (DOCS / name).write_text(write(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    # The rooms and the cases of the tests are read from this checkout, wherever it is run from.
    sys.path.insert(0, str(ROOT))
    raise SystemExit(main())
