"""What every benchmark says of itself: the machine it ran on, and each figure beside what is promised."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

from rich.console import Console
from rich.table import Table

WIDTH = 140
"""Columns of a table that goes into a file."""


def machine() -> str:
    """One line: processors, versions, and how busy the machine is at this moment."""
    parts = [f"{os.cpu_count()} processors", f"Python {platform.python_version()}"]
    for name in ("gevent", "greenswitch"):
        try:
            parts.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    load = os.getloadavg()
    return ", ".join((*parts, f"load {load[0]:.2f} (1 min), {load[1]:.2f} (5 min)"))


def verdict(met: bool) -> str:
    """The word for a promise that the figure beside it keeps or breaks."""
    return "[green]met[/]" if met else "[red]not met[/]"


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest of `values` that at least `share` of them (0 to 1) do not exceed. Raises ValueError."""
    if not values:
        raise ValueError("nothing was measured")
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, int(share * len(ordered) + 0.999999) - 1))]


def spread(values: Sequence[float]) -> str:
    """Median, 99th percentile and largest, for a cell of milliseconds."""
    if not values:
        return "-"
    return f"{statistics.median(values):.1f} / {quantile(values, 0.99):.1f} / {max(values):.1f}"


def show(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], *notes: str) -> None:
    """Print a table: the first column to the left, the others to the right; then notes and the machine."""
    table = Table(title=title, title_justify="left")
    for number, column in enumerate(columns):
        table.add_column(column, justify="left" if number == 0 else "right")
    for row in rows:
        table.add_row(*row)
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    console.print(table)
    for note in (*notes, machine()):
        console.print(note, highlight=False)
