"""`callwright export`: a simple menu flow as a menu of FreeSWITCH's `ivr` application."""

from __future__ import annotations

from pathlib import Path

import click

from callwright.bilingual import Command, option
from callwright.errors import BadThing
from callwright.output import json_option, log, out, print_json, write_file
from callwright.projects import flow_file, settings_near, world_of
from callwright.words import tongue, words
from flows.exports.exported import Exported
from flows.exports.ivr import export_ivr
from flows.model import Flow
from flows.problems import has_errors
from flows.read import read

_COLOURS = {"left": "red", "differs": "yellow", "note": "default"}


@click.command(
    "export",
    cls=Command,
    fields="file menus findings",
    zh="""
    把简单的菜单流程（连同它调用的流程）写成 FreeSWITCH 的 ivr 菜单，放进 ivr_menus 文件夹。
    菜单说不了的，不写文件并逐条说明原因；能写但不完全一样的，写明不同之处。

    callwright export flows/main-menu.flow.xml -o main-menu.xml
    """,
)
@click.argument("flow")
@option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    help="Where to write the menus.",
    zh="菜单写到哪里。",
)
@json_option
@click.pass_context
def command(ctx: click.Context, flow: str, output: str, as_json: bool) -> int:
    """Write a simple menu flow, with the flows it calls, as menus for FreeSWITCH's folder ivr_menus.

    What a menu cannot say is refused, with every reason; what it says otherwise is reported.

    \b
    callwright export flows/main-menu.flow.xml -o main-menu.xml
    """
    settings = settings_near(ctx.obj["config"], Path(flow))
    path = flow_file(flow, settings)
    loaded = read(path)
    if loaded.flow is None or has_errors(loaded.problems):
        raise BadThing(words(zh=f"{path} 有错误", en=f"{path} has errors"), f"callwright check {path}")
    world = world_of(settings)

    def load(name: str, beside: str) -> Flow | None:
        source = world.flow(name, beside)
        found = read(source) if source else None
        return found.flow if found and not has_errors(found.problems) else None

    exported = export_ivr(loaded.flow, load)
    if exported.data is not None:
        write_file(Path(output), exported.data)
    _report(exported, output, as_json)
    if exported.data is None:
        raise BadThing(words(zh=f"没有写出 {output}", en=f"{output} was not written"))
    return 0


def _report(exported: Exported, output: str, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "file": output if exported.data is not None else None,
                "menus": exported.menus,
                "findings": [finding.to_json(tongue()) for finding in exported.findings],
            }
        )
        return
    for finding in exported.findings:
        out.print(finding.text(tongue()), style=_COLOURS[finding.kind], markup=False)
        if cure := finding.cure(tongue()):
            out.print("    " + words(zh="解决：", en="cure: ") + cure, markup=False)
    if exported.data is not None:
        log.print(words(zh=f"已写入 {output}", en=f"{output} is written"), markup=False)
