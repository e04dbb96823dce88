"""Reads what is typed behind the colon: a command of the call, or one of the phone's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ValidationError

from simulator.complaints import complaint
from simulator.interactive import commands
from simulator.told import Told

USAGES: dict[str, str] = {
    "set": ":set name=value",
    "break": ":break NODE FLOW.NODE ...",
    "goto": ":goto NODE",
    "press": ":press 123#",
    "wait": ":wait 2.5",
    "say": ":say 4",
    "speed": ":speed 2",
    "back": ":back 2",
    "record": ":record FILE.calls.yaml",
    "go": ":go",
    "step": ":step",
    "pause": ":pause",
    "skip": ":skip",
    "restart": ":restart",
    "hangup": ":hangup",
    "help": ":help",
    "quit": ":quit",
}
"""Every command and how it is written."""


@dataclass(frozen=True, slots=True)
class Own:
    """What the phone does itself; `text` is the file of `record`."""

    do: Literal["record", "help", "quit"]
    text: str = ""


class Mistyped(ValueError):
    """What was typed is no command; `told` says why in both languages."""

    def __init__(self, told: Told) -> None:
        super().__init__(told.en)
        self.told = told


def read(line: str) -> commands.AnyCommand | Own:
    """The command in `line`, with or without its colon. Raises Mistyped."""
    name, _, rest = line.strip().removeprefix(":").strip().partition(" ")
    rest = rest.strip()
    if name not in USAGES:
        known = ", ".join(USAGES)
        raise Mistyped(Told(f"there is no command '{name}': {known}", f"没有命令“{name}”，有：{known}"))
    if name in ("help", "quit"):
        return Own("help" if name == "help" else "quit")
    if name == "record":
        if not rest:
            raise _usage(name)
        return Own("record", rest)
    try:
        return commands.ADAPTER.validate_python(_data(name, rest))
    except ValidationError as error:
        told = complaint(error.errors()[0], "")
        usage = USAGES[name]
        raise Mistyped(Told(f"{told.en} ({usage})", f"{told.zh}（{usage}）")) from error


def _usage(name: str) -> Mistyped:
    return Mistyped(Told(f"write {USAGES[name]}", f"写法：{USAGES[name]}"))


def _data(name: str, rest: str) -> dict[str, Any]:
    """The command as JSON has it. Raises Mistyped if something is missing."""
    if name == "set":
        variable, mark, value = rest.partition("=")
        if not mark or not variable.strip():
            raise _usage(name)
        return {"do": "set", "name": variable.strip(), "value": value.strip()}
    if name == "break":
        return {"do": "breakpoints", "at": [_place(each) for each in rest.split()]}
    if name in ("goto", "press", "wait", "say", "speed") and not rest:
        raise _usage(name)
    single = {"press": "keys", "wait": "seconds", "say": "seconds", "speed": "speed", "back": "nodes"}
    if name in single:
        return {"do": name, **({single[name]: rest} if rest else {})}
    if name == "goto":
        return {"do": "goto", **_place(rest)}
    return {"do": "hang_up" if name == "hangup" else name}


def _place(text: str) -> dict[str, str]:
    flow, _, node = text.rpartition(".")
    return {"node": node, "flow": flow}
