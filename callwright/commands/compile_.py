"""`callwright compile`: a flow with all that it calls as one release file, the same bytes every time."""

from __future__ import annotations

from pathlib import Path

import click

from callwright.bilingual import Command, option
from callwright.output import json_option, log, print_json, write_file
from callwright.projects import flow_file, release_of, settings_near
from callwright.words import words
from flows.package import pack


@click.command(
    "compile",
    cls=Command,
    fields="digest flows nodes bytes",
    zh="""
    把流程连同它调用的所有流程编译成一个发布文件（带清单的 zip）。
    同样的源文件，得到同样的字节。

    callwright compile flows/hotline-12345.flow.xml -o hotline.release
    """,
)
@click.argument("flow")
@option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    help="Where to write the release.",
    zh="发布文件写到哪里。",
)
@json_option
@click.pass_context
def command(ctx: click.Context, flow: str, output: str, as_json: bool) -> int:
    """Compile FLOW with every flow that it calls into one release file, a zip with a manifest.

    \b
    callwright compile flows/hotline-12345.flow.xml -o hotline.release
    """
    settings = settings_near(ctx.obj["config"], Path(flow))
    release = release_of(flow_file(flow, settings), settings)
    data = pack(release)
    write_file(Path(output), data)
    nodes = sum(len(part.nodes) for part in release.flows.values())
    if as_json:
        flows = sorted(release.flows)
        print_json({"digest": release.digest, "flows": flows, "nodes": nodes, "bytes": len(data)})
    else:
        size = (release.digest[:12], len(release.flows), nodes, len(data))
        text = words(
            zh="{}：发布包 {}，{} 个流程，{} 个节点，{} 字节",
            en="{}: release {}, {} flows, {} nodes, {} bytes",
        )
        log.print(text.format(output, *size))
    return 0
