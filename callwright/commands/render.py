"""`callwright render`: a flow as a drawing - SVG, PNG, or a page with search and every node's details."""

from __future__ import annotations

from pathlib import Path

import click

from callwright.bilingual import Command, option
from callwright.drawings import document, documents
from callwright.errors import Misuse
from callwright.output import json_option, log, print_json, write_file
from callwright.words import words
from flows.drawing.page import Sheet, page
from flows.drawing.picture import Picture, picture
from flows.drawing.png import png_bytes, scale_of
from flows.drawing.svg import svg_bytes
from flows.model import Flow
from nodes.prompts import base

FORMS = (".svg", ".png", ".html")


@click.command(
    "render",
    cls=Command,
    fields="file flows nodes width height",
    zh="""
    画出流程：节点在作者摆放的位置；作者没有摆放时自动分层布局。

    callwright render hotline-12345 -o hotline.svg
    callwright render hotline-12345 -o hotline.png --language en --fresh
    callwright render hotline-12345 -o hotline.html

    网页是一个文件，包含它调用的所有流程，可查找、看每个节点的详情，不从网络加载任何内容。
    PNG 需要附加部分 [draw]。
    """,
)
@click.argument("flow")
@option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    help="FILE.svg, FILE.png or FILE.html.",
    zh="文件名以 .svg、.png 或 .html 结尾。",
)
@option(
    "--language",
    default="",
    metavar="TAG",
    help="Language of prompts and titles; else the flow's.",
    zh="提示音和标题用哪种语言；否则用流程的语言。",
)
@option(
    "--fresh",
    is_flag=True,
    help="Lay it out anew, whatever places its author gave.",
    zh="重新布局，不管作者摆放的位置。",
)
@option(
    "--scale",
    type=click.FloatRange(0.1, 8),
    default=2.0,
    metavar="NUMBER",
    help="Of a PNG: pixels for one of the SVG; else 2.",
    zh="PNG 的放大倍数；否则为 2。",
)
@json_option
@click.pass_context
def command(
    ctx: click.Context, flow: str, output: str, language: str, fresh: bool, scale: float, as_json: bool
) -> int:
    """Draw FLOW: boxes where their author put them, or in layers where he put none.

    \b
    callwright render hotline-12345 -o hotline.svg
    callwright render hotline-12345 -o hotline.png --language en --fresh
    callwright render hotline-12345 -o hotline.html      with the flows that it calls, for a browser

    The page is one file and loads nothing from a network. PNG needs the extra [draw].
    """
    target = Path(output)
    form = target.suffix.lower()
    if form not in FORMS:
        raise Misuse(
            words(zh=f"{output}：不知道这种格式", en=f"{output}: this form of drawing is not known"),
            words(zh="文件名以 .svg、.png 或 .html 结尾", en="let the name end with .svg, .png or .html"),
        )
    config = ctx.obj["config"]
    flows = list(documents(flow, config).values()) if form == ".html" else [document(flow, config)]
    _spoken(flows, language)
    pictures = [picture(each, language, fresh=fresh) for each in flows]
    if form == ".svg":
        data = svg_bytes(pictures[0])
    elif form == ".png":
        data = png_bytes(pictures[0], scale)
    else:
        sheets = [Sheet(drawn, each) for drawn, each in zip(pictures, flows, strict=True)]
        data = page(sheets, pictures[0].lang)
    write_file(target, data)
    _report(pictures, output, form, scale, as_json)
    return 0


def _spoken(flows: list[Flow], language: str) -> None:
    """Raises Misuse for a language in which nothing is said."""
    prompts = [prompt for flow in flows for node in flow.nodes.values() for prompt in node.prompts.values()]
    spoken = sorted({tag for prompt in prompts for tag in prompt.languages if tag})
    if language and spoken and base(language) not in map(base, spoken):
        known = ", ".join(spoken)
        raise Misuse(
            words(zh=f"流程中没有语言 {language} 的提示音", en=f"no prompt of the flow is in {language}"),
            words(zh=f"可用：{known}", en=f"there are: {known}"),
        )


def _report(pictures: list[Picture], output: str, form: str, scale: float, as_json: bool) -> None:
    first = pictures[0]
    zoom = scale_of(first, scale) if form == ".png" else 1.0
    nodes = sum(len(each.boxes) for each in pictures)
    size = (round(first.width * zoom), round(first.height * zoom))
    if as_json:
        names = [each.name for each in pictures]
        print_json({"file": output, "flows": names, "nodes": nodes, "width": size[0], "height": size[1]})
        return
    log.print(
        words(
            zh=f"{output}：{len(pictures)} 个流程，{nodes} 个节点，{size[0]}×{size[1]}",
            en=f"{output}: flows: {len(pictures)}, nodes: {nodes}, {size[0]}x{size[1]}",
        ),
        markup=False,
    )
    if form == ".png" and zoom < scale:
        log.print(
            words(zh=f"图太大，按 {zoom:.2f} 倍绘制", en=f"too large; drawn at a scale of {zoom:.2f}"),
            style="yellow",
        )
