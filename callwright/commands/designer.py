"""`callwright designer`: the window in which flows are drawn."""

from __future__ import annotations

import click

from callwright.bilingual import Command
from callwright.designer import run


@click.command(
    "designer",
    cls=Command,
    zh="""
    打开设计器：画流程、边画边检查、试拨、发布。不给文件时打开上次的文件。

    callwright designer
    callwright designer flows/*.flow.xml

    需要附加部分 [designer] 和图形界面；没有图形界面时：ssh -X，或 xvfb-run callwright designer。
    """,
)
@click.argument("files", nargs=-1, type=click.Path())
def command(files: tuple[str, ...]) -> int:
    """Open the designer: draw flows, see what is wrong while you draw, ring them, publish them.

    Without FILES it opens those of the last time.

    \b
    callwright designer
    callwright designer flows/*.flow.xml

    It needs the extra [designer] and a display; without one: ssh -X, or xvfb-run callwright designer.
    """
    return run(files)
