"""Imports menus from text and rings them in the simulator: what is heard, and how the call ends."""

from __future__ import annotations

from pathlib import Path

from engine.events import ApplicationRun, CallTransferred, Heard
from flows.compiler import compile_flow
from flows.imports.imported import Imported
from flows.imports.ivr import import_ivr
from flows.problems import Problem
from flows.source import Source
from flows.world import EverythingWorld
from flows.write import write
from simulator.session import simulate

MAIN = """<include><menu name="main" greet-long="say:Long words that take their time"
 greet-short="say:Short words that take some time" invalid-sound="say:Wrong key, please try again"
 exit-sound="say:Bye and thank you for your call" timeout="4000" inter-digit-timeout="1000" max-failures="2"
 max-timeouts="2" {more}>
{entries}</menu>{others}</include>"""


def menus(entries: str = "", more: str = "", others: str = "") -> str:
    """A file with a menu `main`; an entry is written `KEYS ACTION PARAM`, one a line."""
    rows = []
    for line in entries.strip().splitlines():
        digits, action, *param = line.strip().split(" ", 2)
        rows.append(f'<entry action="menu-{action}" digits="{digits}" param="{"".join(param)}"/>')
    return MAIN.format(entries="\n".join(rows), more=more, others=others)


def imported(folder: Path, text: str) -> Imported:
    """The flows of a file that holds `text`."""
    path = folder / "menus.xml"
    path.write_text(text, encoding="utf-8")
    return import_ivr(path)


def problems(found: Imported) -> list[Problem]:
    """What the compiler says of the flows, each compiled by itself."""
    files = {flow.name: write(flow) for flow in found.flows}
    world = EverythingWorld(files)
    return [
        problem
        for name, data in files.items()
        for problem in compile_flow(Source(data, f"{name}.flow.xml"), world).problems
    ]


def rung(found: Imported, keys: str) -> str:
    """What a caller hears who presses `keys` in the first flow, then what became of the call.

    Of words the first, of sounds the name; ` |` follows one that a key cut short. Applications and
    transfers stand in brackets.
    """
    files = {flow.name: write(flow) for flow in found.flows}
    main = found.flows[0].name
    release = compile_flow(Source(files[main], f"{main}.flow.xml"), EverythingWorld(files)).release
    assert release is not None
    call = simulate(release, keys)
    said: list[str] = []
    for event in call.events:
        if isinstance(event, Heard) and event.text:
            said.append(event.text.split()[0].lower() + (" |" if event.ended == "key" else ""))
        elif isinstance(event, ApplicationRun):
            said.append(f"({event.application})")
        elif isinstance(event, CallTransferred):
            said.append(f"({event.target})")
    return f"{' '.join(said)} -> {call.outcome.result}"
