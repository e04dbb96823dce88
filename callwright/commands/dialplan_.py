"""`callwright dialplan`: what the switch needs to know of us, and where it goes."""

from __future__ import annotations

from pathlib import Path

import click

from callwright.bilingual import Command, option
from callwright.errors import Misuse
from callwright.output import log, write_file
from callwright.settings import load
from callwright.words import words
from dialplan.render import DialplanError, Entrance, placement, render


@click.command(
    "dialplan",
    cls=Command,
    zh="""
    输出 FreeSWITCH 拨号方案：一个上下文的所有来电，不论号码，都交给引擎。

    新增线路不必改拨号方案。没有引擎应答或引擎失效时，来电转到下一个引擎，
    最后播放致歉语并转到设置中的分机。

    callwright dialplan > /etc/freeswitch/dialplan/public/00_callwright.xml
    callwright dialplan --engine 10.0.0.1:8084 --engine 10.0.0.2:8084
    fs_cli -x reloadxml
    """,
)
@option(
    "--context",
    default="",
    metavar="NAME",
    help="The context that calls arrive in; else that of the settings.",
    zh="来电所在的上下文；默认按设置。",
)
@option(
    "--engine",
    "engines",
    multiple=True,
    metavar="HOST:PORT",
    help="An engine; several are tried in this order. Else those of the settings.",
    zh="引擎；多个按顺序尝试。默认按设置。",
)
@option(
    "--sorry",
    default="",
    metavar="SOUND",
    help="What a caller hears when no engine answers.",
    zh="没有引擎应答时播放什么。",
)
@option(
    "-o",
    "--output",
    default="",
    metavar="FILE",
    help="Write it there; else print it.",
    zh="写到文件；否则输出。",
)
@click.pass_context
def command(ctx: click.Context, context: str, engines: tuple[str, ...], sorry: str, output: str) -> int:
    """Print the FreeSWITCH dialplan: every call of a context goes to the engine, whatever its number.

    A new line needs no new dialplan. If no engine answers, or one dies, the call goes to the next, then to a
    message and the extension of the settings.

    \b
    callwright dialplan > /etc/freeswitch/dialplan/public/00_callwright.xml
    callwright dialplan --engine 10.0.0.1:8084 --engine 10.0.0.2:8084
    fs_cli -x reloadxml
    """
    live = load(ctx.obj["config"]).live
    usual = Entrance(("127.0.0.1:8084",))
    entrance = Entrance(
        engines=engines or tuple(live.engines) or (live.listen,),
        context=context or live.context,
        sorry=sorry or usual.sorry,
        extension=live.fallback,
    )
    try:
        text = render(entrance)
    except DialplanError as error:
        cure = words(
            zh="例如 --engine 127.0.0.1:8084；或改设置中的 [live]",
            en="such as --engine 127.0.0.1:8084; or change [live] in the settings",
        )
        raise Misuse(str(error), cure) from error
    if output:
        write_file(Path(output), text.encode())
    else:
        click.echo(text, nl=False)
    text = words(
        zh="放到 FreeSWITCH 配置目录下的 {}，然后 fs_cli -x reloadxml",
        en="goes to {} in FreeSWITCH's configuration folder; then: fs_cli -x reloadxml",
    )
    log.print(text.format(placement(entrance)))
    return 0
