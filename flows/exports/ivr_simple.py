"""A flow that begins with a `menu` node as a menu of the switch: choices become entries."""

from __future__ import annotations

from collections.abc import Mapping

from flows.exports import sayings
from flows.exports.ivr_actions import Ends, actions, once_more
from flows.exports.ivr_prompts import Say, milliseconds, refuse_if, sound, text
from flows.exports.sayings import Refused
from flows.imports.ivr_menu import Entry, Menu
from flows.model import Flow, FlowNode

_DEFAULTS = {"attempts": "3", "silent_attempts": "3", "wrong_attempts": "3"}
"""What a `menu` node has where nothing is said (nodes/input/asking.py)."""


def simple_menu(flow: Flow, name: str, menus: Mapping[str, str], say: Say) -> Menu:
    """The menu called `name`; `menus` are those of other flows. Raises Refused."""
    node = flow.nodes[flow.start]
    counts = {key: int(text(node, key) or default) for key, default in _DEFAULTS.items()}
    if counts["attempts"] < counts["silent_attempts"] + counts["wrong_attempts"] - 1:
        say(sayings.ATTEMPTS, node, attempts=counts["attempts"])
    for param, wanted in (("type_ahead", "yes"), ("interrupt", "yes")):
        refuse_if(text(node, param, "yes") != wanted, sayings.NO_PARAMETER, node, param=param, value="no")
    refuse_if(bool(sound(node, "silence")), sayings.NO_PARAMETER, node, param="silence", value="")
    long, short = sound(node, "prompt", say), sound(node, "repeat", say)
    ends, goodbye = _ends(flow, node, menus, say)
    failed, silent = (_giving_up(flow, node, exit_, ends, say) for exit_ in ("no_match", "no_input"))
    _overlaps(node)
    entries = tuple(_entries(flow, node, ends, say))
    longest = max((len(entry.digits) for entry in entries), default=1)
    if longest > 1:
        say(sayings.WRONG_KEY, node)
    attributes = {
        "name": name,
        "greet-long": long,
        "greet-short": short,
        "invalid-sound": sound(node, "wrong", say),
        "exit-sound": goodbye,
        "transfer-sound": "".join(ends.transfer_sounds),
        "timeout": str(milliseconds(node, "first_seconds", 5)),
        "inter-digit-timeout": str(milliseconds(node, "inter_seconds", 3)),
        "max-failures": str(counts["wrong_attempts"]),
        "max-timeouts": str(counts["silent_attempts"]),
        "digit-len": str(max(len(keys) for keys in _keys(node)) if _keys(node) else 1),
        "exec-on-max-failures": failed,
        "exec-on-max-timeouts": silent,
    }
    return Menu(name, {key: value for key, value in attributes.items() if value}, entries)


def _ends(flow: Flow, menu: FlowNode, menus: Mapping[str, str], say: Say) -> tuple[Ends, str]:
    """Where actions may lead, and the goodbye with which the menu ends."""
    nodes = {menu.id: ""}
    goodbye = ""
    over = {menu.exits.get("no_input", ""), menu.exits.get("no_match", "")}
    for id_ in sorted(over):
        node = flow.nodes.get(id_)
        if node is not None and node.type == "hangup" and text(node, "cause") in ("", "NORMAL_CLEARING"):
            played = sound(node, "prompt", say)
            refuse_if(bool(goodbye) and played != goodbye, sayings.NO_PROMPT, node, param="prompt")
            goodbye = played
            nodes[id_] = "menu-exit"
            if result := text(node, "result"):
                say(sayings.RESULT, node, result=result)
    return Ends(nodes, text(menu, "into"), dict(menus)), goodbye


def _giving_up(flow: Flow, menu: FlowNode, exit_: str, ends: Ends, say: Say) -> str:
    """What follows when attempts ran out, as `exec-on-max-...` runs it; empty where the menu just ends."""
    target = menu.exits.get(exit_, "")
    if ends.nodes.get(target) == "menu-exit":
        return ""
    if target not in flow.nodes:
        raise Refused(sayings.NO_PARAMETER, menu, param=exit_, value=target)
    node = flow.nodes[target]
    refuse_if(target == menu.id, sayings.NO_PARAMETER, menu, param=exit_, value=target)
    if node.type == "return" and text(node, "name") == "done":
        return ""
    made = actions(flow, target, ends, say)
    refuse_if(
        not made or made[0][0] != "menu-exec-app" or len(made) > 1,
        sayings.NO_NODE_TYPE,
        node,
        type=node.type,
    )
    return made[0][1]


def _keys(menu: FlowNode) -> list[str]:
    rows = menu.params.get("choices")
    listed = (str(row.get("keys", "")) for row in (rows if isinstance(rows, tuple) else ()))
    return [keys for one in listed for keys in one.upper().replace(",", " ").split()]


def _overlaps(menu: FlowNode) -> None:
    """Refuse keys that two choices take: the flow has a rule for them, the switch does both."""
    listed = _keys(menu)
    for number, one in enumerate(listed):
        for other in listed[:number]:
            if len(one) == len(other) and all(map(_meet, one, other)):
                raise Refused(sayings.OVERLAP, menu, keys=one, pattern=other)


def _meet(one: str, other: str) -> bool:
    return one == other or (one == "X" and other.isdigit()) or (other == "X" and one.isdigit())


def _entries(flow: Flow, menu: FlowNode, ends: Ends, say: Say) -> list[Entry]:
    rows = menu.params.get("choices")
    refuse_if(not isinstance(rows, tuple) or not rows, sayings.NO_PARAMETER, menu, param="choices", value="")
    made: list[Entry] = []
    for row in rows if isinstance(rows, tuple) else ():
        target = menu.exits.get(str(row.get("exit", "")), "")
        refuse_if(target not in flow.nodes, sayings.NO_PARAMETER, menu, param="choices", value=target)
        found = actions(flow, target, ends, say) or [once_more(flow)]
        for keys in str(row.get("keys", "")).upper().replace(",", " ").split():
            digits = f"/^({keys.replace('X', '[0-9]').replace('*', '[*]')})$/" if "X" in keys else keys
            refuse_if("#" in keys, sayings.NO_PARAMETER, menu, param="choices", value=keys)
            made += [Entry(action, digits, param) for action, param in found]
    return made
