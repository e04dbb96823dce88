"""How results are printed: tables for people, one JSON document or JSON lines for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

out = Console(highlight=False, soft_wrap=True)
"""Results."""
log = Console(stderr=True, highlight=False, soft_wrap=True)
"""Progress and notes."""


def json_option(command: Any) -> Any:
    """Add `--json` to a command."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")(command)


def print_json(document: Any) -> None:
    """Print one JSON document, readable and in UTF-8."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n")


def print_json_lines(documents: Iterable[Any]) -> None:
    """Print one JSON document a line."""
    for document in documents:
        sys.stdout.write(json.dumps(document, ensure_ascii=False, default=str) + "\n")


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str = "") -> None:
    """Print a table for people."""
    table = Table(*columns, title=title or None, title_justify="left", header_style="bold")
    for row in rows:
        table.add_row(*(str(cell) for cell in row))
    out.print(table)


def progress_bar() -> Progress:
    """A progress bar on standard error, shown only on a terminal."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=log,
        transient=True,
        disable=not sys.stderr.isatty(),
    )
