"""`callwright status`: what every line runs, and how many calls are still on an older release."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import click

from callwright.bilingual import Command
from callwright.output import json_option, print_json, print_table
from callwright.settings import load
from callwright.stores import store_of
from callwright.words import words

LONGEST = timedelta(hours=4)
"""Calls last no longer (engine/limits.py); one without an end that began before has lost its engine."""
MOST = 10_000


@click.command(
    "status",
    cls=Command,
    fields="context number flow release calls calls_on_older",
    zh="""
    列出每条线路的发布、正在用它的通话数，以及仍在旧发布上的通话数。

    callwright status
    callwright status --json
    """,
)
@json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> int:
    """Show every line with its release, the calls in progress on it, and those still on an older one.

    \b
    callwright status
    callwright status --json
    """
    with store_of(load(ctx.obj["config"])) as store:
        lines, published = store.lines(), store.published()
        since = datetime.now(UTC).replace(tzinfo=None) - LONGEST
        going = [call for call in store.calls(MOST, since=since) if call.seconds is None]
    running = Counter((call.flow, call.release) for call in going)
    rows = []
    for line in lines:
        live = published.get(line.flow, "")
        now = running[line.flow, live]
        older = sum(count for (flow, _), count in running.items() if flow == line.flow) - now
        rows.append(
            {
                "context": line.context,
                "number": line.pattern,
                "flow": line.flow,
                "release": live,
                "calls": now,
                "calls_on_older": older,
            }
        )
    if as_json:
        print_json(rows)
        return 0
    columns = words(
        zh="上下文 号码 流程 发布 通话 旧发布上的通话", en="context number flow release calls older"
    )
    print_table(
        columns.split(),
        [
            (*list(row.values())[:3], str(row["release"])[:12] or "-", row["calls"], row["calls_on_older"])
            for row in rows
        ],
    )
    return 0
