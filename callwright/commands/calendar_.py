"""`callwright calendar`: opening hours, holidays and make-up working days in the store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from callwright.bilingual import Group, option
from callwright.calendar_files import Written, bad_calendar, read_file
from callwright.calendar_shown import print_days, print_month, print_week, state_on
from callwright.calendar_words import changed
from callwright.errors import BadThing, Misuse
from callwright.moments import heading, moment_of, shown
from callwright.output import json_option, log, out, print_json, print_table
from callwright.settings import Settings, load
from callwright.stores import store_of, store_to_change, store_to_read, who
from callwright.whose import AS, TENANT, a_change_is_named
from callwright.words import words
from engine.services.calendars import read_calendar
from engine.store.errors import Unknown
from engine.store.store import Store

_ZONE = option("--zone", help="Its time zone; else that of the line.", zh="时区；默认用线路的时区。")
_HOURS = option(
    "--hours",
    multiple=True,
    metavar="TEXT",
    help='Weekly hours: "monday-friday 08:30-12:00 13:30-17:30", "sunday closed".',
    zh='每周时间，如 "monday-friday 08:30-12:00 13:30-17:30"；"sunday closed" 为不服务。',
)
_DAYS = option(
    "--day",
    "days",
    multiple=True,
    metavar="TEXT",
    help='A day that differs: "2026-10-01..2026-10-07 closed", "2026-10-10 like monday"; "called NAME" '
    "names it for routes and flows.",
    zh='特殊日："2026-10-01..2026-10-07 closed"、"2026-10-10 like monday"；called 名字 供路由和流程区分。',
)


@click.group(
    "calendar",
    cls=Group,
    zh="""
    服务时间、节假日和调休：线路的路由和流程的节点按名字使用。

    callwright calendar add office --hours "monday-friday 08:30-12:00 13:30-17:30"
    callwright calendar set office --day "2026-10-01..2026-10-07 closed called national_day"
    callwright calendar set office --day "2026-10-10 like monday"
    callwright calendar show office --month 2026-10
    callwright calendar import holidays.toml
    callwright calendar list
    """,
)
def command() -> None:
    """Keep opening hours, holidays and make-up working days, used by name in routes and flows.

    \b
    callwright calendar add office --hours "monday-friday 08:30-12:00 13:30-17:30"
    callwright calendar set office --day "2026-10-01..2026-10-07 closed called national_day"
    callwright calendar set office --day "2026-10-10 like monday"
    callwright calendar show office --month 2026-10
    callwright calendar import holidays.toml
    callwright calendar list
    """


@command.command(
    "add",
    zh="""
    新建日历 NAME。没写的星期不服务。

    callwright calendar add office --hours "monday-friday 08:30-12:00 13:30-17:30"
    """,
)
@click.argument("name")
@TENANT
@_ZONE
@_HOURS
@_DAYS
@AS
@click.pass_context
def add(
    ctx: click.Context,
    name: str,
    tenant: str,
    zone: str | None,
    hours: tuple[str, ...],
    days: tuple[str, ...],
    as_user: str,
) -> int:
    """Make the calendar NAME; a weekday without hours is closed.

    \b
    callwright calendar add office --hours "monday-friday 08:30-12:00 13:30-17:30"
    """
    written = changed({}, zone=zone, hours=hours, days=days)
    with store_of(load(ctx.find_root().obj["config"])) as store:
        store.add_calendar(tenant, name, written, who=who(as_user))
    log.print(words(zh=f"已建立日历 {name}", en=f"the calendar {name} is there"), markup=False)
    return 0


@command.command(
    "set",
    zh="""
    改日历 NAME：写了的星期和日子改，没写的不变。新写的日子先于已有的。

    callwright calendar set office --hours "saturday 09:00-12:00"
    callwright calendar set office --day "2026-02-15..2026-02-23 closed called spring_festival"
    callwright calendar set office --drop-day 2026-02-15
    """,
)
@click.argument("name")
@TENANT
@_ZONE
@_HOURS
@_DAYS
@option(
    "--drop-day",
    "drop",
    multiple=True,
    metavar="DATE",
    help="Forget the entry that begins on this day.",
    zh="去掉从这天开始的条目。",
)
@AS
@click.pass_context
def set_(
    ctx: click.Context,
    name: str,
    tenant: str,
    zone: str | None,
    hours: tuple[str, ...],
    days: tuple[str, ...],
    drop: tuple[str, ...],
    as_user: str,
) -> int:
    """Change what is named of the calendar NAME, and leave the rest. New days count before older ones.

    \b
    callwright calendar set office --hours "saturday 09:00-12:00"
    callwright calendar set office --day "2026-02-15..2026-02-23 closed called spring_festival"
    callwright calendar set office --drop-day 2026-02-15
    """
    a_change_is_named(ctx, "name", "tenant", "as_user")
    settings = load(ctx.find_root().obj["config"])
    with store_to_change(settings) as store, _not_of_the_file(settings, name):
        before = store.calendar(tenant, name)
        with bad_calendar():
            written = changed(before.written, zone=zone, hours=hours, days=days, drop=drop)
        store.change_calendar(tenant, name, written, version=before.version, who=who(as_user))
    log.print(words(zh=f"日历 {name} 已修改", en=f"the calendar {name} is changed"), markup=False)
    return 0


@contextmanager
def _not_of_the_file(settings: Settings, name: str) -> Iterator[None]:
    """Say of a calendar that stands in callwright.toml alone that it is changed there. Raises BadThing."""
    try:
        yield
    except Unknown as error:
        if name not in settings.calendars:
            raise
        file = settings.file
        raise BadThing(
            words(
                zh=f"日历 {name} 在 {file} 中，不在发布库中",
                en=f"the calendar {name} is in {file}, not in the store",
            ),
            words(
                zh=f"在那里修改；要放进发布库：callwright calendar import {file} --name {name}",
                en="change it there, or take it into the store: "
                f"callwright calendar import {file} --name {name}",
            ),
        ) from error


@command.command(
    "show",
    fields="tenant name from version at state calendar",
    zh="""
    显示日历 NAME：每周时间、特殊日、本月（或 --month）的每一天，以及此刻（或 --at）的状态。

    callwright calendar show office
    callwright calendar show office --month 2026-10
    callwright calendar show office --at 2026-10-01T10:00
    """,
)
@click.argument("name")
@TENANT
@option("--at", "at", default="", metavar="TIME", help="When; else now.", zh="什么时间；默认此刻。")
@option(
    "--month", default="", metavar="MONTH", help="Which month, such as 2026-10.", zh="哪个月，如 2026-10。"
)
@json_option
@click.pass_context
def show(ctx: click.Context, name: str, tenant: str, at: str, month: str, as_json: bool) -> int:
    """Show the calendar NAME: the week, the days that differ, a month, and its state now (or --at).

    \b
    callwright calendar show office
    callwright calendar show office --month 2026-10
    callwright calendar show office --at 2026-10-01T10:00
    """
    settings = load(ctx.find_root().obj["config"])
    with store_to_read(settings) as store:
        owner, source, version, written = _found(store, settings, tenant, name)
    with bad_calendar():
        calendar = read_calendar(name, written)
    zone = calendar.zone.key if calendar.zone else settings.project.zone
    moment = moment_of("--at", at, zone)
    year, number = _month(month or f"{moment:%Y-%m}")
    state = calendar.state(moment.astimezone(ZoneInfo(zone)))
    if as_json:
        head = {"tenant": owner, "name": name, "from": source, "version": version}
        print_json({**head, "at": moment, "state": state, "calendar": written})
        return 0
    print_week(calendar)
    print_days(written)
    print_month(calendar, year, number)
    out.print(f"{moment:%Y-%m-%d %H:%M} ({zone}): {state_on(state)}", markup=False)
    return 0


def _found(store: Store, settings: Settings, tenant: str, name: str) -> tuple[str, str, int, Written]:
    """Owner, source, version and content of the calendar that a tenant's lines see. Raises Unknown."""
    for owner in dict.fromkeys((tenant, "")):
        for kept in store.calendars():
            if (kept.tenant, kept.name) == (owner, name):
                with bad_calendar():
                    return owner, "store", kept.version, kept.written
    if name in settings.calendars:
        return "", str(settings.file), 0, settings.calendars[name]
    raise Unknown(f"the store has no calendar {name[:64]}", "`callwright calendar list` shows them")


def _month(text: str) -> tuple[int, int]:
    year, _, month = text.partition("-")
    if not (year.isdigit() and len(year) == 4 and month.isdigit() and 1 <= int(month) <= 12):
        raise Misuse(words(zh=f"--month {text}：不是月份", en=f"--month {text}: that is no month"), "2026-10")
    return int(year), int(month)


@command.command(
    "list",
    fields="tenant name from version at who days",
    zh="""
    列出所有日历：发布库里的，和 callwright.toml 里的（同名时以发布库为准）。

    callwright calendar list
    callwright calendar list --json
    """,
)
@json_option
@click.pass_context
def list_(ctx: click.Context, as_json: bool) -> int:
    """Show every calendar: those of the store, and those of callwright.toml that none of these hides.

    \b
    callwright calendar list
    callwright calendar list --json
    """
    settings = load(ctx.find_root().obj["config"])
    with store_to_read(settings) as store:
        kept = store.calendars()
    rows: list[dict[str, Any]] = []
    names = ("tenant", "name", "from", "version", "at", "who", "days")
    for one in kept:
        with bad_calendar():
            days = len(one.written.get("days", []))
        told = (one.tenant, one.name, "store", one.version, one.at, one.who, days)
        rows.append(dict(zip(names, told, strict=True)))
    shared = {one.name for one in kept if not one.tenant}
    for name, written in settings.calendars.items():
        if name not in shared:
            own = ("", name, str(settings.file), 0, None, "", len(written.get("days", [])))
            rows.append(dict(zip(names, own, strict=True)))
    if as_json:
        print_json(rows)
        return 0
    zone = settings.project.zone
    changed_at = heading(words(zh="修改时间", en="changed"), zone, (one.at for one in kept))
    columns = words(zh="租户 日历 来源 修改次数", en="tenant calendar from version").split()
    for each in rows:
        each["tenant"] = each["tenant"] or "-"
        each["at"] = shown(each["at"], zone) if each["at"] else "-"
    more = words(zh="谁 特殊日", en="who days").split()
    print_table([*columns, changed_at, *more], [tuple(each.values()) for each in rows])
    return 0


@command.command(
    "remove",
    zh="""
    删除日历 NAME；有线路的路由用它时不删。

    callwright calendar remove office
    """,
)
@click.argument("name")
@TENANT
@AS
@click.pass_context
def remove(ctx: click.Context, name: str, tenant: str, as_user: str) -> int:
    """Forget the calendar NAME; not while a line's route uses it.

    \b
    callwright calendar remove office
    """
    settings = load(ctx.find_root().obj["config"])
    with store_to_change(settings) as store, _not_of_the_file(settings, name):
        store.remove_calendar(tenant, name, elsewhere=settings.calendars, who=who(as_user))
    log.print(words(zh=f"日历 {name} 已删除", en=f"the calendar {name} is removed"), markup=False)
    return 0


@command.command(
    "import",
    zh="""
    从 TOML 文件导入日历，写法同 callwright.toml 的 [calendars.NAME]；已有的被替换。

    callwright calendar import holidays.toml
    callwright calendar import office.toml --name office --tenant taxes
    """,
)
@click.argument("file", type=click.Path(path_type=Path))
@option("--name", default="", help="Only this calendar.", zh="只导入这个日历。")
@TENANT
@AS
@click.pass_context
def import_(ctx: click.Context, file: Path, name: str, tenant: str, as_user: str) -> int:
    """Take calendars from a TOML file, written as [calendars.NAME] in callwright.toml; they replace others.

    \b
    callwright calendar import holidays.toml
    callwright calendar import office.toml --name office --tenant taxes
    """
    found = read_file(file, name)
    for one, written in found.items():
        with bad_calendar(str(file)):
            read_calendar(one, written)
    with store_of(load(ctx.find_root().obj["config"])) as store:
        there = {kept.name: kept.version for kept in store.calendars() if kept.tenant == tenant}
        for one, written in found.items():
            if one in there:
                store.change_calendar(tenant, one, written, version=there[one], who=who(as_user))
            else:
                store.add_calendar(tenant, one, written, who=who(as_user))
            log.print(words(zh=f"已导入日历 {one}", en=f"the calendar {one} is imported"), markup=False)
    return 0
