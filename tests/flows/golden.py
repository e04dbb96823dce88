"""The smallest bad flows and what is said about them: the golden file, and the page of docs made from both.

`python -m tests.flows.golden` writes both anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flows.compiler import check
from flows.diagnostics import page, read_text
from flows.problems import Problem
from flows.world import FolderWorld

CASES = Path(__file__).parent / "cases"
EXPECTED = CASES / "expected.txt"
PAGE = Path(__file__).parents[2] / "docs" / "diagnostics.md"
SUFFIX = ".flow.xml"

SETTINGS: dict[str, Any] = {
    "folders": {"flows": "called", "sounds": "sounds"},
    "connections": {"hotline": {"kind": "database"}, "weather": {"kind": "http"}},
    "calendars": {"office": {"days": [{"name": "spring_festival"}, {"date": "2026-01-04"}]}},
    "speech": {"zh": {}, "en": {}},
}


class CaseWorld(FolderWorld):
    """The folder of cases; its database has a table without the column `stat`."""

    def __init__(self) -> None:
        super().__init__(CASES, SETTINGS)

    def sql_fault(self, connection: str, sql: str) -> str:
        """What SQLite would say."""
        return "no such column: stat" if "SELECT stat " in sql else ""


def case_files() -> list[Path]:
    """Every case, sorted."""
    return sorted(CASES.glob(f"*{SUFFIX}"))


def said(path: Path) -> list[Problem]:
    """The problems of a case."""
    return check(path, CaseWorld())


def lines(path: Path) -> str:
    """What is said about a case, its path left out."""
    return "".join(problem.text().replace(str(CASES), "").lstrip("/") + "\n" for problem in said(path))


def golden() -> str:
    """The golden file as it should be."""
    return "".join(f"# {path.name}\n{lines(path)}\n" for path in case_files())


def diagnostics() -> str:
    """The page of docs as it should be."""
    examples = {}
    for path in case_files():
        text = read_text(path)
        if text is not None:
            examples[path.name.removesuffix(SUFFIX)] = (text, lines(path))
    return page(examples)


if __name__ == "__main__":
    EXPECTED.write_text(golden(), encoding="utf-8")
    PAGE.write_text(diagnostics(), encoding="utf-8")
