"""`callwright doctor`: what is missing in this installation, and the cure for each."""

from __future__ import annotations

import click

from callwright.checkup import examine
from callwright.output import json_option, out, print_json
from callwright.settings import load
from callwright.words import words

_MARKS = {"good": ("✓", "green"), "poor": ("!", "yellow"), "bad": ("✗", "red")}


@click.command("doctor")
@click.option("--no-switch", is_flag=True, help="Leave the switch out.")
@json_option
@click.pass_context
def command(ctx: click.Context, no_switch: bool, as_json: bool) -> int:
    """Look at the whole installation: packages, settings, flows, folders, voices, store, databases, switch.

    Exit status 3 if something is bad; what only some installations need does not count.
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
