"""`callwright dialplan`: what the switch needs to know of us, and where it goes."""

from __future__ import annotations

from pathlib import Path

import click

from callwright.errors import BadThing, OutsideFailed
from callwright.output import log
from callwright.settings import load
from callwright.words import words
from dialplan.render import DialplanError, Entrance, placement, render


@click.command("dialplan")
@click.option("--context", default="", help="The context that calls arrive in; else that of the settings.")
@click.option("--engine", "engines", multiple=True, metavar="HOST:PORT", help="An engine, in order.")
@click.option("--sorry", default="", metavar="SOUND", help="What a caller hears when no engine answers.")
@click.option("-o", "--output", default="", metavar="FILE", help="Write it there; else print it.")
@click.pass_context
def command(ctx: click.Context, context: str, engines: tuple[str, ...], sorry: str, output: str) -> int:
    """Print the FreeSWITCH dialplan: every call of a context goes to the engine, whatever its number.

    A new line needs no new dialplan. If no engine answers, or one dies, the call goes to the next, then to a
    message and the extension of the settings.

    \b
    callwright dialplan > /etc/freeswitch/dialplan/public/00_callwright.xml
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
        raise BadThing(str(error)) from error
    if output:
        try:
            Path(output).write_text(text, encoding="utf-8")
        except OSError as error:
            raise OutsideFailed(f"{output}: {error.strerror}") from error
    else:
        click.echo(text, nl=False)
    text = words(
        zh="放到 FreeSWITCH 配置目录下的 {}，然后 fs_cli -x reloadxml",
        en="goes to {} in FreeSWITCH's configuration folder; then: fs_cli -x reloadxml",
    )
    log.print(text.format(placement(entrance)))
    return 0
