"""`callwright history`: what was published or changed when, by whom and why."""

from __future__ import annotations

from datetime import datetime

import click

from callwright.bilingual import Command, option
from callwright.moments import heading, shown
from callwright.output import json_option, print_json, print_table
from callwright.publishing.options import flow_name
from callwright.publishing.past import kind_words, why_words
from callwright.settings import load
from callwright.since import Since
from callwright.stores import store_to_read
from callwright.words import words
from engine.store.publications import KINDS


@click.command(
    "history",
    cls=Command,
    fields="at flow kind digest before who why details",
    zh="""
    列出谁在什么时候发布了什么，改了哪些线路、租户、日历和名单，最新的在前；写了 FLOW 就只列它的发布。

    callwright history hotline-12345
    callwright history --since 7d --who ann --kind rollback
    callwright history --kind line
    """,
)
@click.argument("flow", default="")
@option(
    "--kind",
    type=click.Choice(KINDS),
    metavar="KIND",
    help="Only publish, canary, promote, rollback, stop, line, tenant, calendar, or list.",
    zh="只要 publish、canary、promote、rollback、stop、line、tenant、calendar 或 list。",
)
@option("--who", default="", metavar="NAME", help="Only what this person did.", zh="只要这个人做的。")
@option(
    "--since",
    type=Since(),
    default=None,
    metavar="WHEN",
    help="Only since: 2h, 3d, or a time.",
    zh="只要此后的：2h、3d 或时间。",
)
@option(
    "--limit",
    type=click.IntRange(1),
    default=20,
    metavar="NUMBER",
    show_default=True,
    help="How many, the latest first.",
    zh="多少条，最新的在前。",
)
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    flow: str,
    kind: str | None,
    who: str,
    since: datetime | None,
    limit: int,
    as_json: bool,
) -> int:
    """Show who published what, and who changed lines, tenants, calendars and lists, the latest first.

    With FLOW only what was published of it.

    \b
    callwright history hotline-12345
    callwright history --since 7d --who ann --kind rollback
    callwright history --kind line
    """
    settings = load(ctx.obj["config"])
    with store_to_read(settings) as store:
        found = store.history(flow_name(flow), limit, kind=kind or "", who=who, since=since)
    if as_json:
        print_json([{name: getattr(p, name) for name in p.__slots__} for p in found])
        return 0
    zone = settings.project.zone
    when = heading(words(zh="时间", en="when"), zone, (p.at for p in found))
    columns = words(zh="流程 种类 发布 此前 谁 说明", en="flow kind release before who why").split()
    print_table(
        [when, *columns],
        [
            (
                shown(p.at, zone),
                p.flow or "-",
                kind_words(p.kind),
                p.digest[:12] or "-",
                p.before[:12] or "-",
                p.who or "-",
                why_words(p),
            )
            for p in found
        ],
    )
    return 0
