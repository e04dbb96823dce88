"""`callwright history`: what was published when, by whom and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import click

from callwright.bilingual import Command, option
from callwright.output import json_option, print_json, print_table
from callwright.publishing.options import flow_name
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
    列出发布记录，最新的在前；写了 FLOW 就只列它的。

    callwright history hotline-12345
    callwright history --since 7d --who ann --kind rollback
    """,
)
@click.argument("flow", default="")
@option(
    "--kind",
    type=click.Choice(KINDS),
    metavar="KIND",
    help="Only publish, canary, promote, rollback, or stop.",
    zh="只要 publish、canary、promote、rollback 或 stop。",
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
    """Show what was published, the latest first; of FLOW alone if it is named.

    \b
    callwright history hotline-12345
    callwright history --since 7d --who ann --kind rollback
    """
    with store_to_read(load(ctx.obj["config"])) as store:
        found = store.history(flow_name(flow), limit, kind=kind or "", who=who, since=since)
    if as_json:
        print_json([{name: getattr(p, name) for name in p.__slots__} for p in found])
        return 0
    columns = words(
        zh="时间(UTC) 流程 种类 发布 此前 谁 原因", en="when(UTC) flow kind release before who why"
    )
    print_table(
        columns.split(),
        [
            (
                f"{p.at:%Y-%m-%d %H:%M}",
                p.flow,
                _kind(p.kind),
                p.digest[:12],
                p.before[:12] or "-",
                p.who,
                "; ".join(filter(None, [p.why, *_notes(p.details)])),
            )
            for p in found
        ],
    )
    return 0


def _kind(kind: str) -> str:
    zh = {"publish": "发布", "canary": "试用", "promote": "转正", "rollback": "回退", "stop": "结束试用"}
    return words(zh=zh.get(kind, kind), en=kind)


def _notes(details: Mapping[str, Any]) -> list[str]:
    """Whom a trial meets, what was forced, which lines came along, in a few words."""
    notes = []
    if details.get("percent"):
        notes.append(f"{details['percent']:g} %")
    if details.get("callers"):
        notes.append(words(zh="名单 {}", en="list {}").format(details["callers"]))
    if forced := details.get("forced"):
        text = words(zh="强制：脚本失败 {}，缺语音 {}", en="forced: {} scripts failed, {} sounds missing")
        notes.append(text.format(forced.get("cases_failed", 0), forced.get("sounds_missing", 0)))
    if moved := details.get("lines"):
        notes.append(words(zh="线路 ", en="lines ") + ", ".join(each["line"] for each in moved))
    if ended := details.get("ended"):
        notes.append(words(zh="结束 {} 的试用", en="ended the trial of {}").format(ended[:12]))
    return notes
