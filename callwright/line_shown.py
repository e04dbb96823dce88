"""Lines as people and programs read them, and what would answer on one at a moment, and why."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from callwright.board import Board, Way
from callwright.moments import told, utc
from callwright.output import out, print_table
from callwright.publishing.past import change_words
from callwright.words import words
from engine.store.lines import Line
from engine.store.publications import Publication
from engine.store.routes import Route


def line_json(line: Line, published: dict[str, str]) -> dict[str, Any]:
    """A line for programs."""
    return {
        "context": line.context,
        "number": line.pattern,
        "flow": line.flow,
        "release": published.get(line.flow, ""),
        "name": line.name,
        "tenant": line.tenant,
        "zone": line.zone,
        "languages": list(line.languages),
        "fallback": line.fallback,
        "routes": [str(route) for route in line.routes],
        "most": line.most,
        "full": line.full,
        "version": line.version,
    }


def print_lines(lines: list[Line], published: dict[str, str]) -> None:
    """All lines as a table; `line show` tells their routes."""
    columns = words(
        zh="上下文 号码 流程 发布 路由 最多通话 名称 租户",
        en="context number flow release routes most name tenant",
    ).split()
    print_table(
        columns,
        [
            (
                line.context,
                line.pattern,
                line.flow,
                published.get(line.flow, "-")[:12],
                len(line.routes) or "-",
                line.most or "-",
                line.name,
                line.tenant,
            )
            for line in lines
        ],
    )


def answer_json(board: Board, line: Line, way: Way, caller: str, moment: datetime) -> dict[str, Any]:
    """What would answer, for programs; `because` is the route that decides, empty if none does."""
    return {
        "at": utc(moment),
        "caller": caller,
        "answers": way.flow,
        "because": str(way.route) if way.route else "",
        "fits": [board.fits(route, line, caller, moment) for route in line.routes],
    }


def changed_json(last: Publication | None) -> dict[str, Any]:
    """Who changed a line last, for programs; null if that was before such changes were kept."""
    return {"changed_at": last.at if last else None, "changed_by": last.who if last else None}


def print_line(
    board: Board,
    line: Line,
    published: dict[str, str],
    seats: int,
    last: Publication | None,
    zone: str,
) -> None:
    """One line for people, with who changed it last, by the clock of `zone`."""
    limit = words(
        zh=f"最多 {line.most} 个，现有 {seats} 个；超出时：{line.full or '内置通知'}",
        en=f"{line.most} at once, {seats} now; beyond: {line.full or 'the built-in notice'}",
    )
    rows = [
        (words(zh="线路", en="line"), f"{line.where}  {line.name}".rstrip()),
        (words(zh="流程", en="flow"), f"{line.flow}  {published.get(line.flow, '-')[:12]}"),
        (words(zh="租户", en="tenant"), line.tenant or "-"),
        (words(zh="时区", en="zone"), board.zone_of(line)),
        (words(zh="语言", en="languages"), " ".join(board.languages_of(line)) or "-"),
        (words(zh="后备分机", en="fallback"), line.fallback or "-"),
        (words(zh="同时通话", en="calls"), limit if line.most else words(zh="不限", en="any number")),
        (words(zh="修改次数", en="version"), str(line.version)),
        (words(zh="最后修改", en="changed"), _changed(last, zone)),
    ]
    width = max(len(name.encode("gbk", "replace")) for name, _ in rows)
    for name, value in rows:
        out.print(f"{name}{' ' * (width - len(name.encode('gbk', 'replace')))}  {value}", markup=False)


def _changed(last: Publication | None, zone: str) -> str:
    if last is None:
        return "-"
    return words(zh="{}，{}，{}", en="{} by {}, {}").format(
        told(last.at, zone), last.who or "-", change_words(last)
    )


def print_answer(board: Board, line: Line, way: Way, caller: str, moment: datetime) -> None:
    """What would answer at `moment`, each route with whether it fits."""
    if line.routes:
        rows = [
            (place, route, _yes(route_fits), _now(board, line, route, caller, moment))
            for place, route in enumerate(line.routes, 1)
            for route_fits in [board.fits(route, line, caller, moment)]
        ]
        print_table(words(zh="# 路由 符合 情况", en="# route fits now").split(), rows)
    when = f"{moment:%Y-%m-%d %H:%M} ({moment.tzinfo})" + (f", {caller}" if caller else "")
    who = words(zh=f"由 {way.flow} 接听", en=f"{way.flow} answers")
    if not way.flow:
        who = words(zh="拒接", en="the call is refused")
    why = str(way.route) if way.route else words(zh="没有路由符合", en="no route fits")
    out.print(words(zh=f"{when}：{who}（{why}）", en=f"{when}: {who} ({why})"), markup=False)


def _yes(fits: bool) -> str:
    return words(zh="是", en="yes") if fits else words(zh="否", en="no")


def _now(board: Board, line: Line, route: Route, caller: str, moment: datetime) -> str:
    """Why a route fits or not."""
    if not board.knows(line, route):
        return words(zh="没有这个日历或名单", en="there is no such calendar or list")
    if route.sort == "calendar":
        return board.state(line, route.name, moment)
    if not caller:
        return words(zh="未给出来电号码（--caller）", en="no caller given (--caller)")
    on = board.fits(route, line, caller, moment)
    return words(zh="在名单上", en="on it") if on else words(zh="不在名单上", en="not on it")
