"""`callwright list`: lists of callers, whom routes of lines treat apart."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import click

from callwright.bilingual import Group, option
from callwright.list_files import csv_of, read_csv
from callwright.moments import end_of, heading, shown
from callwright.output import json_option, log, out, print_json, print_table, progress_bar, write_file
from callwright.settings import load
from callwright.stores import store_of, store_to_change, store_to_read, who
from callwright.whose import AS, TENANT
from callwright.words import words
from engine.store.kept_lists import Entry
from engine.store.store import Store

TITLE = option("--title", default="", help="What the list is for.", zh="名单的用途。")


@click.group(
    "list",
    cls=Group,
    zh="""
    来电号码的名单：黑名单、贵宾等，由线路的路由使用。

    callwright list add blacklist 13800138000 --note "threats"
    callwright line set 12345 --first "list blacklist -> refuse"
    callwright list show blacklist
    callwright list import vip vip.csv
    callwright list remove blacklist 13800138000
    """,
)
def command() -> None:
    """Keep lists of callers, such as a blacklist, for the routes of lines.

    \b
    callwright list add blacklist 13800138000 --note "threats"
    callwright line set 12345 --first "list blacklist -> refuse"
    callwright list show blacklist
    callwright list import vip vip.csv
    callwright list remove blacklist 13800138000
    """


def _said(store: Store, tenant: str, name: str, title: str, person: str) -> None:
    if store.make_list(tenant, name, title, who=person):
        log.print(words(zh=f"新建名单 {name}", en=f"the list {name} is new"), markup=False)


@command.command(
    "add",
    zh="""
    把号码放上名单 NAME；没有这个名单就新建。可写多个号码，或与线路相同的模式。

    号码按交换机给出的文字比较：带 0、带 +86 的是不同的号码。

    callwright list add blacklist 13800138000 --note "threats" --until 2026-12-31
    callwright list add blacklist "0085X." 110
    """,
)
@click.argument("name")
@click.argument("numbers", nargs=-1)
@TENANT
@TITLE
@option("--note", default="", help="Why.", zh="原因。")
@option(
    "--until",
    default="",
    metavar="TIME",
    help="The last day, or a time; else for ever.",
    zh="最后一天或时间；默认永久。",
)
@AS
@click.pass_context
def add(
    ctx: click.Context,
    name: str,
    numbers: tuple[str, ...],
    tenant: str,
    title: str,
    note: str,
    until: str,
    as_user: str,
) -> int:
    """Put numbers, or patterns as of lines, on the list NAME, which is made if there is none.

    Numbers are compared as the switch gives them: with a leading 0 or +86 they are others.

    \b
    callwright list add blacklist 13800138000 --note "threats" --until 2026-12-31
    callwright list add blacklist "0085X." 110
    """
    settings = load(ctx.find_root().obj["config"])
    last = end_of("--until", until, settings.project.zone)
    entries = [Entry(number, note, last) for number in numbers]
    with store_of(settings) as store:
        store.check_entries(tenant, name, entries)
        _said(store, tenant, name, title, who(as_user))
        new = store.add_entries(tenant, name, entries, who=who(as_user))
    log.print(
        words(
            zh=f"{name}：新增 {new} 个，更新 {len(numbers) - new} 个",
            en=f"{name}: {new} new, {len(numbers) - new} changed",
        ),
        markup=False,
    )
    return 0


@command.command(
    "remove",
    zh="""
    从名单 NAME 去掉号码；--all 删除整个名单，有线路的路由用它时不删。

    callwright list remove blacklist 13800138000
    callwright list remove blacklist --all
    """,
)
@click.argument("name")
@click.argument("numbers", nargs=-1)
@TENANT
@option("--all", "whole", is_flag=True, help="The list itself.", zh="整个名单。")
@AS
@click.pass_context
def remove(
    ctx: click.Context, name: str, numbers: tuple[str, ...], tenant: str, whole: bool, as_user: str
) -> int:
    """Take numbers off the list NAME; with --all forget the list, unless a line's route uses it.

    \b
    callwright list remove blacklist 13800138000
    callwright list remove blacklist --all
    """
    if whole == bool(numbers):
        raise click.UsageError(words(zh="写号码，或写 --all", en="name numbers, or write --all"), ctx)
    with store_to_change(load(ctx.find_root().obj["config"])) as store:
        if whole:
            store.remove_list(tenant, name, who=who(as_user))
            log.print(words(zh=f"名单 {name} 已删除", en=f"the list {name} is removed"), markup=False)
            return 0
        gone = store.remove_entries(tenant, name, numbers, who=who(as_user))
    log.print(words(zh=f"{name}：去掉 {gone} 个", en=f"{name}: {gone} removed"), markup=False)
    return 0


@command.command(
    "show",
    fields="number note until at who",
    zh="""
    显示名单 NAME 上的号码；--caller 只问一个号码在不在名单上。

    callwright list show blacklist
    callwright list show blacklist --caller 13800138000
    """,
)
@click.argument("name")
@TENANT
@option(
    "--caller",
    default="",
    metavar="NUMBER",
    help="Whether this caller is on it.",
    zh="这个来电在不在名单上。",
)
@option(
    "--limit",
    type=click.IntRange(1),
    default=100,
    metavar="NUMBER",
    show_default=True,
    help="How many.",
    zh="多少个。",
)
@json_option
@click.pass_context
def show(ctx: click.Context, name: str, tenant: str, caller: str, limit: int, as_json: bool) -> int:
    """Show the numbers on the list NAME; with --caller only say whether that number is on it.

    With --caller the exit status is 0 if it is, 1 if not.

    \b
    callwright list show blacklist
    callwright list show blacklist --caller 13800138000
    """
    settings = load(ctx.find_root().obj["config"])
    with store_to_read(settings) as store:
        entries = list(islice(store.entries(tenant, name), limit))
        holds = bool(caller) and store.caller_list(tenant, name).holds(caller, datetime.now(UTC).timestamp())
    if caller:
        if as_json:
            print_json({"number": caller, "on": holds})
        else:
            on = words(zh="在名单上", en="is on it") if holds else words(zh="不在名单上", en="is not on it")
            out.print(f"{caller} {on}", markup=False)
        return 0 if holds else 1
    rows: list[dict[str, Any]] = [
        {
            "number": entry.value,
            "note": entry.note,
            "until": entry.until,
            "at": entry.at,
            "who": entry.who,
        }
        for entry in entries
    ]
    if as_json:
        print_json(rows)
        return 0
    _print_entries(rows, settings.project.zone)
    return 0


def _print_entries(rows: list[dict[str, Any]], zone: str) -> None:
    for row in rows:
        row["until"] = shown(row["until"], zone) if row["until"] else ""
    columns = words(zh="号码 备注 截止", en="number note until").split()
    since = heading(words(zh="何时放上", en="since"), zone, (row["at"] for row in rows))
    for row in rows:
        row["at"] = shown(row["at"], zone)
    print_table([*columns, since, words(zh="谁", en="who")], [tuple(row.values()) for row in rows])


@command.command(
    "list",
    fields="tenant name title numbers",
    zh="""
    列出所有名单。

    callwright list list
    """,
)
@json_option
@click.pass_context
def list_(ctx: click.Context, as_json: bool) -> int:
    """Show every list.

    \b
    callwright list list
    """
    with store_to_read(load(ctx.find_root().obj["config"])) as store:
        found = store.lists()
    if as_json:
        print_json([{name: getattr(one, name) for name in one.__slots__} for one in found])
        return 0
    columns = words(zh="租户 名单 用途 号码数", en="tenant list title numbers").split()
    print_table(columns, [(one.tenant or "-", one.name, one.title, one.numbers) for one in found])
    return 0


@command.command(
    "import",
    zh="""
    从 CSV 文件把号码放上名单 NAME。列：号码、备注、截止；后两列可省略，可有一行标题。

    有错误的行时什么都不改，并逐行指出。

    callwright list import blacklist numbers.csv
    """,
)
@click.argument("name")
@click.argument("file", type=click.Path(path_type=Path))
@TENANT
@TITLE
@AS
@click.pass_context
def import_(ctx: click.Context, name: str, file: Path, tenant: str, title: str, as_user: str) -> int:
    """Put the numbers of a CSV file on the list NAME: number, note, until; the last two may be missing.

    Nothing is changed if a row is bad; each is named with its line.

    \b
    callwright list import blacklist numbers.csv
    """
    settings = load(ctx.find_root().obj["config"])
    entries = read_csv(file, settings.project.zone)
    with store_of(settings) as store, progress_bar() as bar:
        store.check_entries(tenant, name, entries)
        _said(store, tenant, name, title, who(as_user))
        task = bar.add_task(name, total=len(entries))
        new = store.add_entries(
            tenant, name, entries, who=who(as_user), progress=lambda done: bar.update(task, completed=done)
        )
    log.print(
        words(
            zh=f"{name}：读入 {len(entries)} 个，新增 {new} 个", en=f"{name}: {len(entries)} read, {new} new"
        ),
        markup=False,
    )
    return 0


@command.command(
    "export",
    zh="""
    把名单 NAME 写成 CSV 文件，可再导入。

    callwright list export blacklist -o numbers.csv
    """,
)
@click.argument("name")
@TENANT
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The file; else standard output.",
    zh="文件；默认标准输出。",
)
@click.pass_context
def export(ctx: click.Context, name: str, tenant: str, output: Path | None) -> int:
    """Write the list NAME as a CSV file that can be imported again.

    \b
    callwright list export blacklist -o numbers.csv
    """
    settings = load(ctx.find_root().obj["config"])
    with store_to_read(settings) as store:
        text = csv_of(store.entries(tenant, name), settings.project.zone)
    if output is None:
        sys.stdout.write(text)
    else:
        write_file(output, text.encode())
    return 0
