"""`callwright compare`: what became of the calls of two releases, side by side."""

from __future__ import annotations

from datetime import datetime

import click

from callwright.bilingual import Command, option
from callwright.moments import told
from callwright.output import json_option, log, print_json, print_table
from callwright.publishing.comparing import Comparison, Row, compared, percent
from callwright.publishing.options import flow_name
from callwright.settings import load
from callwright.since import Since
from callwright.stores import store_to_read
from callwright.words import words


@click.command(
    "compare",
    cls=Command,
    fields="flow since releases trial calls ended mean_seconds rows",
    zh="""
    把流程 FLOW 的线上发布与试用中的发布并列比较：完成、出错、挂断、结果、
    时长、主叫在哪里挂断。没有试用时，与上一个发布比较。

    末栏的 * 表示差别大于偶然（双侧两比例检验，1%）。

    callwright compare hotline-12345
    callwright compare hotline-12345 --since 2h --json
    """,
)
@click.argument("flow")
@option(
    "--since",
    type=Since(),
    default=None,
    metavar="WHEN",
    help="Calls that began since: 2h, 3d, or a time; else since the trial began.",
    zh="只算此后开始的通话：2h、3d 或时间；默认从试用开始算起。",
)
@json_option
@click.pass_context
def command(ctx: click.Context, flow: str, since: datetime | None, as_json: bool) -> int:
    """Show what became of the calls of two releases of FLOW: the live one and the one on trial.

    Without a trial it is the release before beside the live one. A * at the end of a row: the difference is
    greater than chance would make it (two-sided test of two proportions, 1 %).

    \b
    callwright compare hotline-12345
    callwright compare hotline-12345 --since 2h --json
    """
    settings = load(ctx.obj["config"])
    with store_to_read(settings) as store:
        comparison = compared(store, flow_name(flow), since)
    if as_json:
        print_json(comparison.to_json())
    else:
        _show(comparison, settings.project.zone)
    return 0


def _show(comparison: Comparison, zone: str) -> None:
    one, other = comparison.one, comparison.other
    heads = (
        words(zh="线上 试用", en="live trial")
        if comparison.trial
        else words(zh="此前 线上", en="before live")
    )
    columns = [
        "",
        *(f"{head} {side.release[:12]}" for head, side in zip(heads.split(), (one, other), strict=True)),
        "",
    ]
    rows: list[tuple[object, ...]] = [
        (words(zh="通话", en="calls"), one.calls, other.calls, ""),
        (words(zh="已结束", en="ended"), one.ended, other.ended, ""),
        (
            words(zh="平均秒数", en="mean seconds"),
            _seconds(one.mean_seconds),
            _seconds(other.mean_seconds),
            "",
        ),
    ]
    for row in comparison.rows():
        mark = "*" if row.differs else ""
        rows.append((_label(row), _share(row.one, row.of_one), _share(row.other, row.of_other), mark))
    print_table(columns, rows)
    if comparison.trial:
        log.print(words(zh=f"试用：{comparison.trial}", en=f"on trial: {comparison.trial}"), markup=False)
    if comparison.since is not None:
        began = told(comparison.since, zone)
        log.print(words(zh=f"从 {began} 起的通话", en=f"calls since {began}"), markup=False)


def _label(row: Row) -> str:
    texts = {
        "completed": words(zh="完成", en="completed"),
        "errors": words(zh="有节点出错", en="with a failed node"),
        "hang_ups": words(zh="主叫挂断", en="caller gave up"),
        "result": words(zh="结果 ", en="result "),
        "hung_up_at": words(zh="挂断于 ", en="gave up at "),
    }
    return texts[row.what] + row.label


def _share(part: int, whole: int) -> str:
    share = percent(part, whole)
    return str(part) if share is None else f"{part} ({share:g} %)"


def _seconds(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds:.1f}"
