"""`callwright trace`: one call of the store, step by step."""

from __future__ import annotations

import click

from callwright.bilingual import Command
from callwright.output import json_option, print_json_lines
from callwright.settings import load
from callwright.stores import store_of
from simulator.transcript import lines


@click.command(
    "trace",
    cls=Command,
    zh="""
    以通话记录的形式逐步输出通话 CALL，与模拟通话的形式相同。

    callwright calls
    callwright trace 45b4a01d-d111-47c0-8155-bcc61d758a83
    """,
)
@click.argument("call")
@json_option
@click.pass_context
def command(ctx: click.Context, call: str, as_json: bool) -> int:
    """Print the journal of CALL as a transcript, the same form as a simulated call has.

    \b
    callwright calls
    callwright trace 45b4a01d-d111-47c0-8155-bcc61d758a83
    """
    with store_of(load(ctx.obj["config"])) as store:
        store.call(call)
        events = store.events(call)
    if as_json:
        print_json_lines(event.to_json() for event in events)
        return 0
    for line in lines(events):
        click.echo(line)
    return 0
