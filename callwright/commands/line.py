"""`callwright line`: which flow answers which number, when, and for whom."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from callwright.bilingual import Group, option
from callwright.board import Board
from callwright.board_reader import BoardReader
from callwright.line_options import CONTEXT, flow_name, line_options, unpublished, warning
from callwright.line_shown import answer_json, changed_json, line_json, print_answer, print_line, print_lines
from callwright.moments import moment_of
from callwright.output import json_option, log, print_json
from callwright.settings import Settings, load
from callwright.simulation import calendars_of
from callwright.stores import store_of, store_to_change, store_to_read, who
from callwright.whose import AS, a_change_is_named
from callwright.words import words
from engine.store.errors import BadLine
from engine.store.lines import Line
from engine.store.routes import Route, route_from
from engine.store.store import Store


@click.group(
    "line",
    cls=Group,
    zh="""
    哪个号码由哪个流程接听，什么时候，对谁。

    callwright line add 12345 hotline-12345
    callwright line set 12345 --route "calendar office is closed -> night-line"
    callwright line show 12345 --at 2026-10-01T20:00 --caller 13800138000
    callwright line list
    callwright line remove 12345
    """,
)
def command() -> None:
    """Say which flow answers which number, when, and for whom.

    \b
    callwright line add 12345 hotline-12345
    callwright line set 12345 --route "calendar office is closed -> night-line"
    callwright line show 12345 --at 2026-10-01T20:00 --caller 13800138000
    callwright line list
    callwright line remove 12345
    """


@command.command(
    "add",
    zh="""
    号码 NUMBER 由流程 FLOW 接听。号码由数字组成，X 代表一位数字，末尾的点代表其余部分。

    FLOW 是流程的名字，现在或以后发布都可以。--route 写在 FLOW 之前生效的路由：
      "calendar 日历 is 状态 -> 流程"，状态是 open、closed 或特殊日的名字；
      "list 名单 -> 流程"；流程写 refuse 表示拒接。

    callwright line add 12345 hotline-12345 --most 30
    callwright line add "02X." information --tenant taxes
    callwright line add 12366 day-line --route "list blacklist -> refuse"
    callwright line add 12367 day-line --route "calendar office is closed -> night-line"
    """,
)
@click.argument("number")
@click.argument("flow")
@CONTEXT
@line_options
@AS
@click.pass_context
def add(ctx: click.Context, /, number: str, flow: str, context: str, as_user: str, **facts: Any) -> int:
    """Let FLOW answer NUMBER: digits, X for one digit, a dot at the end for the rest.

    FLOW is the name of a flow, published now or later. A --route comes before it:
    "calendar NAME is STATE -> FLOW", where STATE is open, closed or the name of a special day,
    or "list NAME -> FLOW"; the flow `refuse` refuses the call.

    \b
    callwright line add 12345 hotline-12345 --most 30
    callwright line add "02X." information --tenant taxes
    callwright line add 12366 day-line --route "list blacklist -> refuse"
    callwright line add 12367 day-line --route "calendar office is closed -> night-line"
    """
    settings = load(ctx.find_root().obj["config"])
    with store_of(settings) as store:
        line = _with(Line(number, flow_name(flow), context or settings.live.context), facts)
        store.add_line(line, calendars=settings.calendars, who=who(as_user))
        missing = unpublished(store, line)
    log.print(f"{line.where} -> {line.flow}", markup=False)
    for name in missing:
        log.print(warning(name), markup=False)
    return 0


@command.command(
    "set",
    zh="""
    改号码 NUMBER 的线路：写了的改，没写的不变。写空的 "" 表示去掉。

    --route 换掉所有路由；--first 和 --last 在其前、其后加一条；--drop 去掉第几条。

    callwright line set 12345 --flow new-line --most 0
    callwright line set 12345 --first "list vip -> vip-line"
    callwright line set 12345 --drop 2
    """,
)
@click.argument("number")
@CONTEXT
@option("--flow", help="The flow that answers if no route fits.", zh="没有路由符合时接听的流程。")
@line_options
@option("--first", metavar="TEXT", help="A route before all others.", zh="加在最前的路由。")
@option("--last", metavar="TEXT", help="A route after all others.", zh="加在最后的路由。")
@option(
    "--drop",
    multiple=True,
    type=click.IntRange(1),
    metavar="NUMBER",
    help="Take away the route at this place.",
    zh="去掉第几条路由。",
)
@option("--no-routes", is_flag=True, help="Take all routes away.", zh="去掉所有路由。")
@option(
    "--version",
    type=click.IntRange(1),
    metavar="NUMBER",
    help="Only if the line still has this version (line show).",
    zh="只在线路仍是这个修改次数（line show）时改。",
)
@AS
@click.pass_context
def set_(
    ctx: click.Context,
    /,
    number: str,
    context: str,
    flow: str | None,
    first: str | None,
    last: str | None,
    drop: tuple[int, ...],
    no_routes: bool,
    version: int | None,
    as_user: str,
    **facts: Any,
) -> int:
    """Change what is named of the line NUMBER, and leave the rest; "" takes something away.

    --route replaces all routes; --first and --last add one before or after them; --drop takes one away.

    \b
    callwright line set 12345 --flow new-line --most 0
    callwright line set 12345 --first "list vip -> vip-line"
    callwright line set 12345 --drop 2
    """
    a_change_is_named(ctx, "number", "context", "version", "as_user")
    settings = load(ctx.find_root().obj["config"])
    with store_to_change(settings) as store:
        before = store.line(context or settings.live.context, number)
        line = _with(before, facts)
        if flow is not None:
            line = replace(line, flow=flow_name(flow))
        routes = () if no_routes else _without(line.routes, drop, line.where)
        ends = [() if text is None else (route_from(text),) for text in (first, last)]
        line = replace(line, routes=(*ends[0], *routes, *ends[1]), version=version or before.version)
        store.change_line(line, calendars=settings.calendars, who=who(as_user))
        missing = unpublished(store, line)
    log.print(words(zh=f"{line.where} 已修改", en=f"{line.where} is changed"), markup=False)
    for name in missing:
        log.print(warning(name), markup=False)
    return 0


def _with(line: Line, facts: dict[str, Any]) -> Line:
    """`line` with what is given; what is None or an empty tuple stays."""
    given = {name: value for name, value in facts.items() if value is not None and value != ()}
    if "languages" in given:
        given["languages"] = tuple(filter(None, given["languages"]))
    if "routes" in given:
        given["routes"] = tuple(route_from(text) for text in given["routes"])
    if given.get("full"):
        given["full"] = flow_name(given["full"])
    return replace(line, **given)


def _without(routes: tuple[Route, ...], drop: tuple[int, ...], where: str) -> tuple[Route, ...]:
    if drop and max(drop) > len(routes):
        raise BadLine(
            f"the line {where} has no route {max(drop)}", "`callwright line show` numbers its routes"
        )
    return tuple(route for place, route in enumerate(routes, 1) if place not in drop)


@command.command(
    "show",
    fields="context number flow release name tenant zone languages fallback routes most full version seats "
    "changed_at changed_by at caller answers because fits",
    zh="""
    显示 NUMBER 的线路，以及此刻（或 --at 时）这个来电会由谁接听，为什么。

    callwright line show 12345
    callwright line show 12345 --at 2026-10-01T20:00 --caller 13800138000
    """,
)
@click.argument("number")
@CONTEXT
@option("--at", "at", default="", metavar="TIME", help="When; else now.", zh="什么时间；默认此刻。")
@option("--caller", default="", metavar="NUMBER", help="Who calls.", zh="来电号码。")
@json_option
@click.pass_context
def show(ctx: click.Context, number: str, context: str, at: str, caller: str, as_json: bool) -> int:
    """Show the line of NUMBER, and what would answer now (or --at a time), and why.

    \b
    callwright line show 12345
    callwright line show 12345 --at 2026-10-01T20:00 --caller 13800138000
    """
    settings = load(ctx.find_root().obj["config"])
    with store_to_read(settings) as store:
        board, published = _board(store, settings), store.published()
        line = _meant(board, context or settings.live.context, number)
        seats, last = store.seats(line.context, line.pattern), store.last_change("line", line.where)
    moment = moment_of("--at", at, board.zone_of(line))
    way = board.route(line, caller, moment)
    if as_json:
        answer = answer_json(board, line, way, caller, moment)
        print_json({**line_json(line, published), "seats": seats, **changed_json(last), **answer})
        return 0
    print_line(board, line, published, seats, last, settings.project.zone)
    print_answer(board, line, way, caller, moment)
    if way.flow and way.flow not in published:
        log.print(warning(way.flow), markup=False)
    return 0


def _board(store: Store, settings: Settings) -> Board:
    """What calls meet, without the releases."""
    zone = settings.project.zone
    return BoardReader(store, lambda flow, digest: None, calendars_of(settings), zone).read(Board())


def _meant(board: Board, context: str, number: str) -> Line:
    """The line of that pattern, else the one to which the number belongs. Raises BadLine."""
    for line in board.lines:
        if (line.context, line.pattern) == (context, number):
            return line
    found = board.lines.match(context, number)
    if found is None:
        raise BadLine(f"there is no line {context}/{number[:60]}", "`callwright line list` shows them")
    return found


@command.command(
    "list",
    fields="context number flow release name tenant zone languages fallback routes most full version",
    zh="""
    列出所有线路、各自的路由，以及接听的发布版本。

    callwright line list
    callwright line list --json
    """,
)
@json_option
@click.pass_context
def list_(ctx: click.Context, as_json: bool) -> int:
    """Show every line with its routes, and the release that answers there.

    \b
    callwright line list
    callwright line list --json
    """
    with store_to_read(load(ctx.find_root().obj["config"])) as store:
        lines, published = store.lines(), store.published()
    if as_json:
        print_json([line_json(line, published) for line in lines])
    else:
        print_lines(lines, published)
    return 0


@command.command(
    "remove",
    zh="""
    号码 NUMBER 不再接听；正在进行的通话不受影响。

    callwright line remove 12345
    """,
)
@click.argument("number")
@CONTEXT
@AS
@click.pass_context
def remove(ctx: click.Context, number: str, context: str, as_user: str) -> int:
    """Let nothing answer NUMBER any more; calls in progress go on.

    \b
    callwright line remove 12345
    """
    settings = load(ctx.find_root().obj["config"])
    with store_to_change(settings) as store:
        store.remove_line(context or settings.live.context, number, who=who(as_user))
    where = f"{context or settings.live.context}/{number}"
    log.print(words(zh=f"{where} 已删除", en=f"{where} is removed"), markup=False)
    return 0
