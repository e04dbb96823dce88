"""One menu of the switch as a flow that behaves as `switch_ivr_menu_execute` does (switch_ivr_menu.c)."""

from __future__ import annotations

from flows.imports import ivr_sayings as sayings
from flows.imports.draft import as_template
from flows.imports.ivr_actions import Onward, Where
from flows.imports.ivr_asking import HUSH, add_asking, seconds
from flows.imports.ivr_choices import Group
from flows.imports.ivr_making import Making
from flows.imports.ivr_menu import Entry
from flows.imports.phrases import Argument
from flows.imports.report import Saying
from flows.model import Flow, Value

PIN_SOUND = "ivr/ivr-please_enter_pin_followed_by_pound.wav"
BAD_PIN_SOUND = "conference/conf-bad-pin.wav"
"""What the switch plays where `pin-file` and `bad-pin-file` are not given."""

_FIRST = ("pin", "greet", "greet_again", "listen", "during", "late", "early", "ended", "pound", "choose")
_LAST = (
    "wrong",
    "failed",
    "enough",
    "silences",
    "again",
    "anew",
    "goodbye",
    "over",
    "back",
    "leave",
    "to_top",
)
_ENDING = ("menu-exit", "menu-back", "menu-top")


def menu_flow(making: Making) -> Flow:
    """The flow of the menu; what it cannot do goes to the report."""
    flow = making.draft.flow
    making.draft.variable("entry")
    making.draft.variable("failures", "number", "0")
    if not making.menu.key_count:
        making.say(sayings.NO_KEYS, count=str(making.count))
    add_asking(making)
    _choosing(making)
    flow.start = _pin(making)
    _prune(flow)
    middle = [id_ for id_ in flow.nodes if id_ not in (*_FIRST, *_LAST)]
    flow.nodes = {id_: flow.nodes[id_] for id_ in (*_FIRST, *middle, *_LAST) if id_ in flow.nodes}
    if making.count > 1:
        making.say(sayings.ENTRY_TIME, seconds=seconds(making.menu.timeout_ms))
    if making.place.top and making.menu.get("exit-sound"):
        making.say(sayings.SUB_EXIT_SOUND)
    if "over" in flow.nodes and not making.place.top:
        making.say(sayings.AFTER_IVR)
    return flow


def _prune(flow: Flow) -> None:
    """Take out what was made in advance and is not used."""
    reached, waiting = {flow.start}, [flow.start]
    while waiting:
        for to in flow.nodes[waiting.pop()].exits.values():
            if to not in reached:
                reached.add(to)
                waiting.append(to)
    for id_ in set(flow.nodes) - reached:
        del flow.nodes[id_]
        del flow.layout.spots[id_]


def _choosing(making: Making) -> None:
    rows: list[dict[str, str]] = []
    exits: dict[str, str] = {}
    for row, group in enumerate(making.choices.groups):
        rows.append({"exit": group.exit, **group.case})
        exits[group.exit] = _chain(making, group, row + 2)
    if rows:
        exits["else"] = making.wrong
        making.draft.add("choose", "switch", exits, {"value": "entry", "cases": tuple(rows)}, at=(3, 0))
    else:
        params: dict[str, Value] = {"text": "the menu has no entries"}
        making.draft.add("choose", "log", {"next": making.wrong}, params, at=(3, 0))


def _chain(making: Making, group: Group, row: int) -> str:
    """Every entry of a group, one after the other; the id of the first node."""
    steps = group.steps
    for number, (entry, _) in enumerate(steps[:-1], 1):
        if entry.action in _ENDING:
            _say(making, sayings.ENDS_EARLY, entry)
            steps = steps[:number]
            break
    on = ""
    for number, (entry, groups) in reversed(list(enumerate(steps))):
        id_ = group.exit if len(steps) == 1 else f"{group.exit}_{number + 1}"
        where = Where(entry.file, entry.line, f"menu {making.menu.name}, key {entry.digits}", row)
        on = _action(making, entry, groups, id_, where, on)
    return on


def _action(
    making: Making, entry: Entry, groups: tuple[Argument, ...] | None, id_: str, where: Where, on: str
) -> str:
    """The nodes of one entry; `on` is what comes after it, empty for the menu itself."""
    if entry.action == "menu-exit":
        return making.die()
    if entry.action == "menu-back":
        return making.finish()
    if entry.action == "menu-top":
        return making.leave("top") if making.place.top else making.again()
    if entry.action == "menu-sub":
        return _sub(making, entry.param, id_, where, on)
    if entry.action == "menu-play-sound":
        return making.applications.play(entry.param, id_, where, on or making.again(), interrupt="none")
    application, _, name = entry.param.partition(" ")
    if application == "ivr" and name in making.place.subs:
        return _subflow(making, name, id_, where, on or making.again())
    return making.applications.run(entry.param, groups, id_, where, Onward(on or making.again(), making.die))


def _sub(making: Making, name: str, id_: str, where: Where, on: str) -> str:
    if name == making.menu.name:
        return on or making.again()
    if name in making.place.subs:
        return _subflow(making, name, id_, where, on or making.anew())
    if name in making.place.within:
        making.findings.say(sayings.NESTED, where.file, where.line, where.place, name=name)
        return making.leave("top" if name == making.place.top else f"to_{making.place.flows[name]}"[:64])
    making.findings.say(sayings.NO_SUB, where.file, where.line, where.place, name=name)
    return making.die()


def _subflow(making: Making, name: str, id_: str, where: Where, on: str) -> str:
    """A node that enters the flow of the menu `name`; `on` follows when that is over."""
    place = making.place
    mine = f"to_{place.flows[making.menu.name]}"[:64]
    exits: dict[str, str] = {}
    for returned in sorted(place.subs[name]):
        if returned == "done":
            exits[returned] = on
        elif returned == "exit":
            exits[returned] = making.die()
        elif returned == mine or (returned == "top" and not place.top):
            exits[returned] = making.anew()
        else:
            exits[returned] = making.leave(returned) if place.top else making.over()
    params: dict[str, Value] = {
        "flow": place.flows[name],
        "returns": tuple({"exit": returned} for returned in exits),
    }
    return making.draft.add(making.draft.free(id_), "subflow", exits, params, at=(4, where.row))


def _pin(making: Making) -> str:
    """The PIN that some menus ask for first; the start of the flow."""
    menu = making.menu
    pin = menu.get("pin")
    if not pin:
        return "greet"
    making.say(sayings.PIN)
    where = making.where()
    at = (where.file, where.line, where.place)
    asked = making.sounds.segments(menu.get("pin-file") or PIN_SOUND, *at)
    wrong = making.sounds.segments(menu.get("bad-pin-file") or BAD_PIN_SOUND, *at)
    params: dict[str, Value] = {
        "into": making.draft.variable("pin"),
        "min": str(len(pin)),
        "max": str(len(pin)),
        "validator": "expression",
        "expression": f"last.digits == '{as_template(pin)}'",
        "first_seconds": "3",
        "inter_seconds": "10",
    }
    end = making.over()
    exits = {"valid": "greet", "no_input": end, "invalid": end}
    prompts = {"prompt": asked or HUSH, "wrong": wrong, "silence": wrong}
    making.draft.add("pin", "digits", exits, params, prompts, at=(-1, 0))
    making.draft.flow.nodes["pin"].sensitive = True
    return "pin"


def _say(making: Making, saying: Saying, entry: Entry) -> None:
    place = f"menu {making.menu.name}, key {entry.digits}"
    making.findings.say(saying, entry.file, entry.line, place)
