"""`callwright tidy`: lets go of journals, recordings and steps that have been kept long enough."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import click
from rich.progress import Progress, TaskID

from callwright.bilingual import Command, option
from callwright.errors import Misuse
from callwright.housekeeping import Gone, Housekeeper, Until
from callwright.output import json_option, log, out, print_json, print_table, progress_bar
from callwright.settings import load
from callwright.since import Since
from callwright.stores import store_errors, store_to_change, store_to_read
from callwright.words import words

LEAST = timedelta(days=1)
"""What is younger may belong to a call in progress."""

_WHAT = {
    "calls": "通话",
    "events": "记录的事件",
    "recordings": "录音文件",
    "messages": "留言",
    "numbers": "取过的编号",
    "effects": "做过的步骤",
}


@click.command(
    "tidy",
    cls=Command,
    fields="what count bytes failed",
    zh="""
    清理保存期已满的内容：通话记录、录音、做过的步骤。
    保存多少天写在 callwright.toml 的 [retention] 里。

    运行中的引擎每小时会自动清理；这个命令立即清理。
    只删除录音目录之内的文件。编号的顺序不会重新开始。
    有文件删不掉时退出状态为 3，其余照常清理。

    callwright tidy --dry-run
    callwright tidy --older-than 30d
    """,
)
@option(
    "--dry-run", is_flag=True, help="Delete nothing, only say what would go.", zh="不删除，只列出会清理什么。"
)
@option(
    "--older-than",
    "older",
    type=Since(),
    default=None,
    metavar="WHEN",
    help="Whatever is older: 30d, or a time; else by the settings.",
    zh="清理更早的一切：30d 或时间；默认按设置。",
)  # fmt: skip
@json_option
@click.pass_context
def command(ctx: click.Context, dry_run: bool, older: datetime | None, as_json: bool) -> int:
    """Let go of journals, recordings and steps kept longer than `[retention]` in callwright.toml says.

    Engines do it by themselves, once an hour; this does it now. Only files inside the folder of recordings
    are deleted. Series of numbers go on where they are. Exit status 3 if a file cannot be deleted; the rest
    goes nevertheless.

    \b
    callwright tidy --dry-run
    callwright tidy --older-than 30d
    """
    settings = load(ctx.obj["config"])
    until = Until.of(settings.retention)
    if older is not None:
        if older > datetime.now(UTC).replace(tzinfo=None) - LEAST:
            raise Misuse(
                words(zh="一天之内的不能清理", en="what is younger than a day may still be needed"),
                "--older-than 1d",
            )
        until = Until(older, older, older)
    opened = store_to_read if dry_run else store_to_change
    with opened(settings) as store, store_errors(), progress_bar() as bar:
        gone = Housekeeper(settings, store, dry=dry_run, tell=_Teller(bar)).tidy(until)
    if as_json:
        print_json([asdict(each) for each in gone])
    else:
        _print(gone, dry_run)
    return 3 if any(each.failed for each in gone) else 0


class _Teller:
    """Shows how far each kind is."""

    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, what: str, done: int, of: int) -> None:
        if what not in self._tasks:
            self._tasks[what] = self._bar.add_task(_shown(what), total=of)
        self._bar.update(self._tasks[what], completed=done, total=max(of, done))


def _shown(what: str) -> str:
    kind, _, name = what.partition(" of ")
    shown = words(zh=_WHAT.get(kind, kind), en=kind)
    return words(zh=f"{shown}（{name}）", en=what) if name else shown


def _print(gone: list[Gone], dry_run: bool) -> None:
    if not gone:
        out.print(words(zh="设置要求全部永久保存。", en="The settings keep everything for ever."))
        return
    columns = words(zh="内容 数量 MB", en="what count MB")
    title = words(zh="将会清理", en="would go") if dry_run else words(zh="已清理", en="gone")
    rows = [(_shown(g.what), g.count, f"{g.bytes / 1e6:.1f}" if g.what == "recordings" else "") for g in gone]
    print_table(columns.split(), rows, title)
    for each in gone:
        for failed in each.failed:
            log.print(words(zh="未能清理：", en="could not be let go: ") + failed, markup=False)
