"""The options that say what a line is, for `line add` and `line set`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from callwright.bilingual import option
from callwright.words import words
from engine.store.lines import Line
from engine.store.store import Store

SUFFIX = ".flow.xml"

_Any = TypeVar("_Any", bound=Callable[..., Any])

CONTEXT = option(
    "--context",
    default="",
    metavar="NAME",
    help="The dialplan context; else that of the settings.",
    zh="拨号方案的上下文；默认按设置。",
)

_FACTS = (
    option("--name", help="What the line is called.", zh="线路的名称。"),
    option("--tenant", help="Whose line it is: callwright tenant add.", zh="线路属于哪个租户。"),
    option(
        "--zone",
        help="Its time zone, such as Asia/Shanghai; else the tenant's, else the project's.",
        zh="时区，如 Asia/Shanghai；默认按租户，再按项目。",
    ),
    option(
        "--language",
        "languages",
        multiple=True,
        metavar="LANGUAGE",
        help="A language to try before the flow's own, such as en; several in order.",
        zh="先于流程自身语言尝试的语言，如 en；可按顺序给出多个。",
    ),
    option(
        "--fallback",
        metavar="EXTENSION",
        help="Extension for callers whose flow cannot go on.",
        zh="流程无法继续时转到的分机。",
    ),
    option(
        "--route",
        "routes",
        multiple=True,
        metavar="TEXT",
        help="Who else answers, and when; several in order, the first that fits decides.",
        zh="什么时候由谁接听；可按顺序给出多条，第一条符合的生效。",
    ),
    option(
        "--most",
        type=click.IntRange(0),
        metavar="NUMBER",
        help="How many calls at once, over all engines; 0: any number.",
        zh="同时最多多少个通话，所有引擎合计；0 为不限。",
    ),
    option(
        "--full",
        metavar="FLOW",
        help="The flow for callers beyond that; else a built-in notice.",
        zh="超出时接听的流程；默认播放内置通知。",
    ),
)


def line_options(command: _Any) -> _Any:
    """Add the options that say what a line is; what is not given is None or empty."""
    for one in reversed(_FACTS):
        command = one(command)
    return command


def flow_name(flow: str) -> str:
    """The name of a flow that was given by its name or its file."""
    return Path(flow).name.removesuffix(SUFFIX)


def unpublished(store: Store, line: Line) -> list[str]:
    """The flows of a line of which nothing is published yet."""
    published = store.published()
    return [flow for flow in line.flows if flow not in published]


def warning(flow: str) -> str:
    """That a flow is not published yet."""
    return words(
        zh=f"流程 {flow} 尚未发布：callwright publish {flow}",
        en=f"{flow} is not published yet: callwright publish {flow}",
    )
