"""Prints what changed between two sets of flows: a sign and a sentence for each change, under its flow."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console

from callwright.words import tongue
from flows.diff.changes import Changes
from flows.model import Flow

STYLES = {"+": "green", "-": "red", "~": "yellow"}


def print_changes(
    changes: Changes, old: Mapping[str, Flow], new: Mapping[str, Flow], console: Console
) -> None:
    """Print each change to `console`; `old` and `new` are the flows by name, for their titles."""
    titles = {**old, **new}
    shown = ""
    for change in changes.changes:
        if change.flow != shown:
            shown = change.flow
            title = titles[shown].title if shown in titles else ""
            console.print(f"{shown}  {title}".rstrip(), style="bold", markup=False)
        indent = "  " if change.flow else ""
        console.print(
            f"{indent}{change.sign} {change.text(tongue())}", style=STYLES[change.sign], markup=False
        )
