"""`callwright serve`: takes the calls that the switch sends."""

from __future__ import annotations

import logging

import click

from callwright.serve import serve
from callwright.settings import load


@click.command("serve")
@click.option("--listen", default="", metavar="HOST:PORT", help="Where the switch sends calls.")
@click.option("--calls", default=2000, show_default=True, help="Most calls at a time.")
@click.option("-v", "--verbose", is_flag=True, help="Log more.")
@click.pass_context
def command(ctx: click.Context, listen: str, calls: int, verbose: bool) -> int:
    """Take calls from FreeSWITCH until Ctrl-C. `callwright dialplan` tells the switch where to send them.

    Several may run, on this machine and on others: name them all to `callwright dialplan --engine`. If one
    dies, its callers go on in the same place on the next.
    """
    logging.basicConfig(
        level=logging.DEBUG if verbose else logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    logging.getLogger("httpx").setLevel(logging.WARNING)
    return serve(load(ctx.obj["config"]), listen, calls)
