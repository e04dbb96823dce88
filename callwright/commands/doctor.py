"""`callwright doctor`: what is missing in this installation, and the cure for each."""

from __future__ import annotations

import click

from callwright.bilingual import Command, option
from callwright.checkup import examine
from callwright.output import json_option, out, print_json
from callwright.settings import load
from callwright.words import words

_MARKS = {"good": ("✓", "green"), "poor": ("!", "yellow"), "bad": ("✗", "red")}


@click.command(
    "doctor",
    cls=Command,
    fields="what state message cure",
    zh="""
    检查整个安装：软件包、设置、流程、文件夹、嗓音、发布库、数据库、交换机。
    缺什么、怎么补，逐条列出。

    有不良项时退出状态为 3；只有部分安装才需要的不算。

    callwright doctor
    callwright doctor --no-switch
    """,
)
@option("--no-switch", is_flag=True, help="Leave the switch out.", zh="不检查交换机。")
@json_option
@click.pass_context
def command(ctx: click.Context, no_switch: bool, as_json: bool) -> int:
    """Look at the whole installation: packages, settings, flows, folders, voices, store, databases, switch.

    Exit status 3 if something is bad; what only some installations need does not count.

    \b
    callwright doctor
    callwright doctor --no-switch
    """
    findings = []
    for finding in examine(load(ctx.obj["config"]), switch=not no_switch):
        findings.append(finding)
        if as_json:
            continue
        mark, colour = _MARKS[finding.state]
        out.print(f"[{colour}]{mark}[/] ", end="")
        out.print(f"{finding.what}: {finding.message}", markup=False)
        if finding.cure and finding.state != "good":
            out.print("    " + words(zh="解决：", en="cure: ") + finding.cure, markup=False)
    if as_json:
        print_json([{name: getattr(f, name) for name in f.__slots__} for f in findings])
    return 3 if any(finding.state == "bad" for finding in findings) else 0
