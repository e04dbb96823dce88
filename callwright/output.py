"""How results are printed: tables for people, one JSON document or JSON lines for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Column, Table
from rich.text import Text

from callwright.bilingual import option
from callwright.errors import OutsideFailed
from callwright.moments import utc
from callwright.words import reason, words

out = Console(highlight=False, soft_wrap=True)
"""Results."""
log = Console(stderr=True, highlight=False, soft_wrap=True)
"""Progress and notes."""


LONGEST = 100_000
"""Characters of a line of a table that nobody reads at a terminal."""


def at_terminal() -> bool:
    """Whether a person reads what is printed, and not the next program of a pipe."""
    return sys.stdout.isatty()


def json_option(command: Any) -> Any:
    """Add `--json` to a command."""
    return option(
        "--json", "as_json", is_flag=True, help="Print JSON for programs.", zh="输出 JSON，供程序使用。"
    )(command)


def _json(document: Any, indent: int | None = None) -> str:
    """JSON in UTF-8, or with every other character escaped where the stream cannot hold it."""
    plain = "utf" not in (sys.stdout.encoding or "").lower()
    return json.dumps(document, ensure_ascii=plain, indent=indent, default=_plain)


def _plain(value: object) -> str:
    """What JSON has no form for; moments in UTC, as programs read them everywhere."""
    return utc(value) if isinstance(value, datetime) else str(value)


def print_json(document: Any) -> None:
    """Print one JSON document, readable."""
    sys.stdout.write(_json(document, indent=2) + "\n")


def print_json_lines(documents: Iterable[Any]) -> None:
    """Print one JSON document a line."""
    for document in documents:
        sys.stdout.write(_json(document) + "\n")


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises OutsideFailed."""
    partial = path.with_name(path.name + ".part")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)  # A device such as /dev/stdout: nothing may take its place.
            return
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        cure = words(
            zh="检查路径、权限和磁盘空间", en="look at the path, its rights and the room on the disk"
        )
        raise OutsideFailed(f"{path}: {reason(error)}", cure) from error


def print_table(columns: Sequence[str | Column], rows: Iterable[Sequence[object]], title: str = "") -> None:
    """Print a table for people: nothing in it is cut.

    At a terminal long cells go on in the next line; in a pipe or a file lines are as long as they must be.
    """
    heads = [each if isinstance(each, Column) else Column(Text(each), overflow="fold") for each in columns]
    table = Table(*heads, title=title or None, title_justify="left", header_style="bold")
    for row in rows:
        table.add_row(*(Text(str(cell)) for cell in row))
    if at_terminal():
        out.print(table)
    else:
        Console(highlight=False, width=LONGEST).print(table, crop=False, soft_wrap=False)


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
