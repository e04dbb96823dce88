"""`callwright heat`: where the calls of a flow went, and where callers gave up, counted from the journals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from callwright.bilingual import Command, option
from callwright.errors import BadThing, Misuse
from callwright.heat import NodeHeat, ReleaseHeat, counted
from callwright.moments import told
from callwright.output import json_option, log, print_json, print_table, write_file
from callwright.publishing.options import flow_name
from callwright.settings import load
from callwright.since import Since
from callwright.stores import store_to_read
from callwright.words import tongue, words
from engine.store.store import Store
from flows.diff.compare import flows_of
from flows.drawing.heated import heated
from flows.drawing.page import Remark, Sheet, heat_page
from flows.drawing.picture import Picture
from flows.drawing.svg import svg_bytes
from flows.errors import ReleaseError
from flows.model import Flow
from flows.package import unpack

LIVE = "live"
"""What stands for the release that is live."""
USUAL = timedelta(days=7)
EXITS_SHOWN = 6


@click.command(
    "heat",
    cls=Command,
    fields="flow since live releases",
    zh="""
    流程 FLOW 的来电都走到哪里：每个节点的到达次数、各出口的次数、出错、
    主叫在哪里挂断、停留秒数的中位数；每个发布分开统计。

    callwright heat hotline-12345
    callwright heat hotline-12345 --since 1d --release live --html heat.html
    callwright heat hotline-12345 -o heat.svg
    callwright heat hotline-12345 --since 2026-03-01 --json

    图上画的是 --release 指定的发布；不指定就画来电最多的那个。颜色越暖，走到的来电越多。
    中位数的误差在 1% 以内。
    """,
)
@click.argument("flow")
@option(
    "--since",
    type=Since(),
    default=None,
    metavar="WHEN",
    help="Calls that began since: 2h, 3d, or a time; else 7d.",
    zh="只算此后开始的通话：2h、3d 或时间；默认 7d。",
)
@option(
    "--release",
    default="",
    metavar="RELEASE",
    help="Only this release, by its first characters, or `live`.",
    zh="只算这个发布：写开头部分，或 live。",
)
@option("--html", metavar="FILE", help="Write a page with the drawings coloured.", zh="生成着色的网页。")
@option("-o", "--output", metavar="FILE", help="Write FLOW coloured as FILE.svg.", zh="把着色的图写成 SVG。")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    flow: str,
    since: datetime | None,
    release: str,
    html: str | None,
    output: str | None,
    as_json: bool,
) -> int:
    """Show where the calls of FLOW went: visits, exits, errors, hang-ups, median seconds; by release.

    \b
    callwright heat hotline-12345
    callwright heat hotline-12345 --since 1d --release live --html heat.html
    callwright heat hotline-12345 -o heat.svg
    callwright heat hotline-12345 --since 2026-03-01 --json

    Drawn is the release that --release names, else that of the most calls: the warmer a colour, the more
    calls came by. A median is exact to 1 %.
    """
    _written_as(html, (".html", ".htm"))
    _written_as(output, (".svg",))
    since = since or datetime.now(UTC).replace(tzinfo=None) - USUAL
    name = flow_name(flow)
    settings = load(ctx.obj["config"])
    with store_to_read(settings) as store:
        live = store.standing(name).live
        digest = _digest(store, name, live, release) if release else ""
        found = counted(store.steps(name, since, digest))
        if html is not None or output is not None:
            _draw(store, name, found, html, output)
    if as_json:
        print_json({"flow": name, "since": since, "live": live, "releases": _json(found.values())})
        return 0
    for each in found.values():
        _show(each, name, live)
    began = told(since, settings.project.zone)
    if not found:
        log.print(
            words(zh=f"{began} 以来 {name} 没有来电", en=f"no call of {name} since {began}"), markup=False
        )
    return 0


def _written_as(file: str | None, endings: Sequence[str]) -> None:
    if file is not None and Path(file).suffix.lower() not in endings:
        raise Misuse(
            words(
                zh=f"{file}：文件名应以 {endings[0]} 结尾", en=f"{file}: let the name end with {endings[0]}"
            )
        )


def _digest(store: Store, flow: str, live: str, wanted: str) -> str:
    """The whole digest of a release that the history of the flow knows. Raises BadThing."""
    known = {live, *(each.digest for each in store.history(flow, 1000))} - {""}
    found = [live] if wanted == LIVE and live else [each for each in known if each.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    raise BadThing(
        words(zh=f"{flow} 没有唯一的发布 {wanted}", en=f"{flow} has no single release {wanted}"),
        f"callwright history {flow}",
    )


# -- for people ---------------------------------------------------------------------------------------


def _show(heat: ReleaseHeat, flow: str, live: str) -> None:
    """The table of a release; a node of another flow than `flow` with the name of its own."""
    columns = words(zh="节点 到达 出口 出错 挂断 中位秒数", en="node visits exits errors hang-ups median-s")
    now = words(zh="（线上）", en=" (live)") if heat.release == live else ""
    title = words(
        zh=f"发布 {heat.release[:12]}{now}：通话 {heat.calls}，已结束 {heat.ended}",
        en=f"release {heat.release[:12]}{now}: calls {heat.calls}, ended {heat.ended}",
    )
    rows = [
        (
            place[1] if place[0] == flow else ".".join(filter(None, place)),
            node.entered,
            _exits(node),
            node.errors or "",
            node.hangups or "",
            _seconds(node.seconds.median),
        )
        for place, node in heat.ordered()
    ]
    print_table(columns.split(), rows, title)


def _exits(node: NodeHeat) -> str:
    shown = [f"{name} {count}" for name, count in node.exits.most_common(EXITS_SHOWN)]
    return ", ".join([*shown, *(["…"] if len(node.exits) > EXITS_SHOWN else [])])


def _seconds(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:.1f}"


def _json(releases: Any) -> list[dict[str, Any]]:
    return [
        {
            "release": each.release,
            "calls": each.calls,
            "ended": each.ended,
            "nodes": [node.to_json(place) for place, node in each.ordered()],
        }
        for each in releases
    ]


# -- drawn --------------------------------------------------------------------------------------------


def _draw(
    store: Store, name: str, found: Mapping[str, ReleaseHeat], html: str | None, output: str | None
) -> None:
    """Write the drawing of the first release. Raises BadThing if there is no call or no drawing."""
    heat = next(iter(found.values()), None)
    if heat is None:
        raise BadThing(
            words(zh=f"{name} 没有来电，没有可画的", en=f"there is no call of {name} to draw"),
            f"callwright heat {name} --since 30d",
        )
    try:
        flows = flows_of(unpack(store.release(heat.release)))
    except ReleaseError as error:
        raise BadThing(
            words(
                zh=f"发布 {heat.release[:12]} 无法读取（{error}）",
                en=f"the release {heat.release[:12]} cannot be read ({error})",
            )
        ) from error
    drawn = words(
        zh=f"发布 {heat.release[:12]}，通话 {heat.calls}",
        en=f"release {heat.release[:12]}, {heat.calls} calls",
    )
    if html is not None:
        sheets = [Sheet(_picture(flow, heat), flow, remarks=_remarks(flow, heat)) for flow in flows.values()]
        write_file(Path(html), heat_page(sheets, tongue(), f"{name}: {drawn}"))
    if output is not None:
        write_file(Path(output), svg_bytes(_picture(flows[name], heat)))
    log.print(f"{html or output}: {drawn}", markup=False)


def _picture(flow: Flow, heat: ReleaseHeat) -> Picture:
    nodes = heat.flow(flow.name)
    exits = {(id_, exit_): count for id_, node in nodes.items() for exit_, count in node.exits.items()}
    return heated(flow, heat.calls, {id_: node.entered for id_, node in nodes.items()}, exits)


def _remarks(flow: Flow, heat: ReleaseHeat) -> list[Remark]:
    """Where callers hung up, and what failed, the worst first."""
    found = []
    for id_, node in heat.flow(flow.name).items():
        title = flow.nodes[id_].title if id_ in flow.nodes else ""
        shown = f"{title} ({id_})" if title else id_
        if node.hangups:
            text = words(zh="{}：{} 个主叫挂断", en="{}: callers hung up: {}").format(shown, node.hangups)
            found.append((node.hangups, Remark(flow.name, id_, text, "heat3")))
        if node.errors:
            text = words(zh="{}：出错 {} 次", en="{}: errors: {}").format(shown, node.errors)
            found.append((node.errors, Remark(flow.name, id_, text, "missed")))
    return [remark for _, remark in sorted(found, key=lambda each: -each[0])]
