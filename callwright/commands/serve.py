"""`callwright serve`: takes the calls that the switch sends."""

from __future__ import annotations

import logging

import click

from callwright.bilingual import Command, option
from callwright.log_words import Spoken
from callwright.serve import serve
from callwright.settings import load
from callwright.words import tongue


@click.command(
    "serve",
    cls=Command,
    zh="""
    接听 FreeSWITCH 送来的来电，直到 Ctrl-C。来电送到哪里，由 callwright dialplan 告诉交换机。

    可以在本机和其他机器上运行多个，都写进 callwright dialplan --engine。
    其中一个失效，它的来电者在另一个上从原处继续。

    callwright serve
    callwright serve --listen 0.0.0.0:8084 --calls 500
    """,
)
@option(
    "--listen",
    default="",
    metavar="HOST:PORT",
    help="Where the switch sends calls; else that of the settings.",
    zh="交换机把来电送到哪里；默认按设置。",
)
@option(
    "--calls",
    type=click.IntRange(1, 100_000),
    default=2000,
    metavar="NUMBER",
    show_default=True,
    help="Most calls at a time.",
    zh="最多同时多少通话。",
)
@option(
    "--http",
    default=None,
    metavar="HOST:PORT",
    help="Where to tell what the calls do, or off; else that of the settings.",
    zh="在哪里提供通话的实时情况，或 off；默认按设置。",
)
@option("-v", "--verbose", is_flag=True, help="Log more.", zh="日志更详细。")
@click.pass_context
def command(ctx: click.Context, listen: str, calls: int, http: str | None, verbose: bool) -> int:
    """Take calls from FreeSWITCH until Ctrl-C. `callwright dialplan` tells the switch where to send them.

    Several may run, on this machine and on others: name them all to `callwright dialplan --engine`. If one
    dies, its callers go on in the same place on the next.

    \b
    callwright serve
    callwright serve --listen 0.0.0.0:8084 --calls 500
    """
    _log(logging.DEBUG if verbose else logging.INFO)
    for name in ("httpx", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    return serve(load(ctx.obj["config"]), listen, calls, "" if http == "off" else http)


def _log(level: int) -> None:
    """Log to standard error, in the language in force."""
    handler = logging.StreamHandler()
    formatter = Spoken if tongue() == "zh" else logging.Formatter
    handler.setFormatter(formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler])
