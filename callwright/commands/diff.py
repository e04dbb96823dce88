"""`callwright diff`: what changed between flows, releases, or from what is live, in words or on a drawing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from callwright.bilingual import Command, option
from callwright.changes import print_changes
from callwright.drawings import document, documents
from callwright.errors import BadThing, Misuse
from callwright.output import json_option, log, out, print_json, write_file
from callwright.projects import SUFFIX, compiled, flow_file, settings_near
from callwright.words import tongue, words
from flows.diff.changes import Change, Changes
from flows.diff.compare import compare, compare_flows, compare_releases, flows_of
from flows.drawing.marked import marked
from flows.drawing.page import WORDS, Sheet, page
from flows.drawing.picture import picture
from flows.errors import ReleaseError
from flows.model import Flow
from flows.package import LARGEST, unpack
from flows.release import Release

LIVE = "live"
"""What stands for the live release of the other flow."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The flows on both sides by name, and what changed."""

    old: Mapping[str, Flow]
    new: Mapping[str, Flow]
    changes: Changes


@click.command(
    "diff",
    cls=Command,
    fields="equal logic notes layout renamed changes",
    zh="""
    说明从 OLD 到 NEW 改了什么；两者都可以是流程文件或发布文件。
    OLD 写 live，就与流程 NEW 的线上发布比较。

    callwright diff live hotline-12345
    callwright diff before.flow.xml flows/hotline-12345.flow.xml
    callwright diff hotline-1.release hotline-2.release --json
    callwright diff hotline-1.release hotline-12345 --html changes.html

    两个流程文件只比较它们自己；与发布文件比较时，连同调用的流程一起比较。
    不论有没有差别，返回状态都是 0，除非用 --exit-code。
    """,
)
@click.argument("old")
@click.argument("new")
@option(
    "--html",
    metavar="FILE",
    help="Write a page with the changes coloured on the drawings.",
    zh="生成网页，在图上用颜色标出改动。",
)
@option(
    "--language",
    default="",
    metavar="TAG",
    help="Language of the page; else the flow's.",
    zh="网页用哪种语言；否则用流程的语言。",
)
@option("--fresh", is_flag=True, help="Lay the drawings out anew.", zh="重新布局。")
@option(
    "--exit-code",
    is_flag=True,
    help="End with status 1 if anything differs.",
    zh="有差别时返回状态 1。",
)
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    old: str,
    new: str,
    html: str | None,
    language: str,
    fresh: bool,
    exit_code: bool,
    as_json: bool,
) -> int:
    """Say what changed from OLD to NEW, each a flow file or a release file; `live` is what is live of NEW.

    \b
    callwright diff live hotline-12345
    callwright diff before.flow.xml flows/hotline-12345.flow.xml
    callwright diff hotline-1.release hotline-2.release --json
    callwright diff hotline-1.release hotline-12345 --html changes.html

    Two flow files are compared as they are; beside a release, with the flows that they call. The status is 0
    whether or not something differs, unless --exit-code is given.
    """
    if html is not None and Path(html).suffix.lower() not in (".html", ".htm"):
        raise Misuse(words(zh=f"{html}：文件名应以 .html 结尾", en=f"{html}: let the name end with .html"))
    compared = _compared(old, new, ctx.obj["config"])
    if html is not None:
        write_file(Path(html), _page(compared, language, fresh))
    if as_json:
        print_json(compared.changes.to_json(tongue()))
    else:
        _show(compared)
    return 1 if exit_code and compared.changes else 0


def _compared(old: str, new: str, config: str | None) -> Compared:
    if old == LIVE and not Path(old).exists():
        return _since_live(new, config)
    before, after = _release(old), _release(new)
    if before and after:
        return Compared(flows_of(before), flows_of(after), compare_releases(before, after))
    if before or after:
        was = flows_of(before) if before else documents(old, config)
        is_ = flows_of(after) if after else documents(new, config)
        return Compared(was, is_, compare_flows(was, is_))
    one, other = document(old, config), document(new, config)
    # Both stand under one name, so that a copy under another can be compared.
    return Compared({other.name: one}, {other.name: other}, compare(one, other))


def _since_live(name: str, config: str | None) -> Compared:
    """A flow beside its live release, with their sounds if it has no errors."""
    # The store takes long to load, and files are compared without it.
    from callwright.calendar_files import with_kept
    from callwright.publishing.plan import live_release
    from callwright.stores import store_to_read

    settings = settings_near(config, Path(name))
    path = flow_file(name, settings)
    with store_to_read(settings) as store:
        release = compiled(path, with_kept(settings, store, None), sounding=True).release
        live = live_release(store, release.main if release else path.name.removesuffix(SUFFIX))
    if release is None:
        was, is_ = flows_of(live), documents(name, config)
        return Compared(was, is_, compare_flows(was, is_))
    return Compared(flows_of(live), flows_of(release), compare_releases(live, release))


def _release(name: str) -> Release | None:
    """The release in a file; None if the file is something else. Raises BadThing for a damaged one."""
    path = Path(name)
    try:
        with path.open("rb") as stream:
            if stream.read(2) != b"PK":
                return None
            stream.seek(0)
            release = unpack(stream.read(2 * LARGEST))
            flows_of(release)
            return release
    except OSError:
        return None
    except ReleaseError as error:
        raise BadThing(
            words(zh=f"{name} 不是可用的发布文件（{error}）", en=f"{name}: {error}"),
            words(zh="重新编译它：callwright compile", en="compile it again: callwright compile"),
        ) from error


def _show(compared: Compared) -> None:
    print_changes(compared.changes, compared.old, compared.new, out)
    log.print(compared.changes.summary(tongue()), markup=False)


def _page(compared: Compared, language: str, fresh: bool) -> bytes:
    """A tab for each flow that changed; for the first one if none did."""
    changes = compared.changes
    names = dict.fromkeys(change.flow for change in changes.changes if change.flow)
    names = names or dict.fromkeys(list(compared.new)[:1])
    sheets = [_sheet(compared, name, changes.in_flow(name), language, fresh) for name in names]
    lang = sheets[0].picture.lang if sheets else tongue()
    return page(sheets, lang, WORDS[lang]["changes"], changes.in_flow(""))


def _sheet(compared: Compared, name: str, told: tuple[Change, ...], language: str, fresh: bool) -> Sheet:
    if name in compared.old and name in compared.new:
        drawn, merged = marked(
            compared.old[name], compared.new[name], compared.changes, language, fresh=fresh
        )
        return Sheet(drawn, merged, told)
    flow = compared.new.get(name) or compared.old[name]
    return Sheet(picture(flow, language, fresh=fresh), flow, told)
