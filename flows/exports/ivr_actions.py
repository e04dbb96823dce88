"""Nodes behind a choice as actions of a menu: what `menu-exec-app` runs, what it plays, where it leads."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from flows.exports import sayings
from flows.exports.ivr_prompts import Say, refuse_if, sound, text
from flows.exports.sayings import Refused
from flows.model import Flow, FlowNode
from nodes.control.targets import dial_string

MOST_STEPS = 20
"""Nodes behind one choice."""

_SLOT = re.compile(r"\{\{\s*(.+?)\s*\}\}")
_BRACES = "{{ '{' }}"

Action = tuple[str, str]
"""What an entry does: `menu-exec-app` and the like, and its parameter."""


@dataclass(slots=True)
class Ends:
    """Where a flow goes when an action is over, by node: the action that says so, empty for the menu itself.

    `entry` is the variable that holds the keys pressed; a pattern's `$1` stands for it.
    """

    nodes: dict[str, str]
    entry: str = ""
    menus: dict[str, str] = field(default_factory=dict)
    """Flow to menu."""
    transfer_sounds: set[str] = field(default_factory=set)


def actions(flow: Flow, start: str, ends: Ends, say: Say) -> list[Action]:
    """The actions from the node `start` until the menu comes back or is over. Raises Refused."""
    made: list[Action] = []
    at = start
    while at not in ends.nodes:
        node = flow.nodes[at]
        refuse_if(not node.enabled or len(made) >= MOST_STEPS, sayings.NO_NODE_TYPE, node, type=node.type)
        following = _following(flow, node)
        if node.type == "play" and following is not None and following.type == "transfer":
            ends.transfer_sounds.add(sound(node, "prompt", say))
            at = following.id
            continue
        made.append(_action(flow, node, ends, say))
        for exit_, to in node.exits.items():
            if to not in ends.nodes and (following is None or to != following.id):
                say(sayings.SIDE_WAY, node, exit=exit_, to=to)
        if node.type in ("transfer", "hangup", "return"):
            return made
        refuse_if(following is None, sayings.NO_NODE_TYPE, node, type=node.type)
        at = following.id if following else ""
    if ends.nodes[at] and not (made and made[-1][0] == "menu-sub"):
        made.append((ends.nodes[at], ""))
    return made


def once_more(flow: Flow) -> Action:
    """The menu from its short greeting: in one that others call, `menu-top` would leave it."""
    if any(node.type == "return" for node in flow.nodes.values()):
        return ("menu-sub", flow.name)
    return ("menu-top", "")


_ONWARD = ("done", "next", "ok", "ended", "valid", "left")


def _following(flow: Flow, node: FlowNode) -> FlowNode | None:
    """The node that follows when all went well."""
    if node.type == "subflow":
        target = node.exits.get("done") or next(iter(node.exits.values()), "")
    else:
        target = next((node.exits[name] for name in _ONWARD if name in node.exits), "")
    return flow.nodes.get(target)


def _action(flow: Flow, node: FlowNode, ends: Ends, say: Say) -> Action:
    """What one node does. Raises Refused."""
    if node.type == "subflow":
        name = text(node, "flow")
        refuse_if(name not in ends.menus, sayings.NO_FLOW, node, name=name)
        refuse_if(
            bool(node.params.get("in") or node.params.get("out")), sayings.NO_VALUE, node, param="in/out"
        )
        return ("menu-sub", ends.menus[name])
    if node.type == "play":
        return _play(node, say)
    if node.type == "return":
        found = {"done": "menu-back", "exit": "menu-exit", "top": "menu-top"}.get(text(node, "name"))
        refuse_if(found is None, sayings.NO_PARAMETER, node, param="name", value=text(node, "name"))
        return (found or "", "")
    return ("menu-exec-app", _application(flow, node, ends, say))


def _play(node: FlowNode, say: Say) -> Action:
    played, keys = sound(node, "prompt", say), text(node, "interrupt", "any")
    refuse_if(text(node, "repeat", "1") != "1", sayings.NO_PARAMETER, node, param="repeat", value="> 1")
    if keys == "none":
        return ("menu-play-sound", played)
    refuse_if(keys != "*", sayings.NO_PARAMETER, node, param="interrupt", value=keys)
    return ("menu-exec-app", f"playback {played}")


def _application(flow: Flow, node: FlowNode, ends: Ends, say: Say) -> str:
    if node.type == "hangup":
        refuse_if(bool(sound(node, "prompt")), sayings.NO_PROMPT, node, param="prompt")
        if result := text(node, "result"):
            say(sayings.RESULT, node, result=result)
        return f"hangup {text(node, 'cause')}".strip()
    if node.type == "transfer":
        refuse_if(
            text(node, "kind", "blind") != "blind", sayings.NO_PARAMETER, node, param="kind", value="refer"
        )
        target, at = _fixed(node, "target", ends), text(node, "at")
        return f"transfer {target} XML {at}" if at else f"transfer {target}"
    if node.type == "dial":
        return _bridge(node, ends)
    if node.type == "wait":
        refuse_if(bool(sound(node, "sound")), sayings.NO_PARAMETER, node, param="sound", value="")
        return f"sleep {round(float(text(node, 'seconds') or 0) * 1000)}"
    if node.type == "answer":
        mode = text(node, "mode", "answer")
        return {"ring": "ring_ready", "early_media": "pre_answer"}.get(mode, "answer")
    if node.type == "application":
        refuse_if(text(node, "api") == "yes", sayings.NO_PARAMETER, node, param="api", value="yes")
        return f"{text(node, 'application')} {_fixed(node, 'argument', ends)}".strip()
    raise Refused(sayings.NO_NODE_TYPE, node, type=node.type)


def _bridge(node: FlowNode, ends: Ends) -> str:
    rows = node.params.get("targets")
    row = rows[0] if isinstance(rows, tuple) and len(rows) == 1 else None
    if row is None:
        raise Refused(sayings.NO_PARAMETER, node, param="targets", value="> 1")
    number = _filled(str(row.get("number", "")), node, "targets", ends)
    via = str(row.get("via", "gateway"))
    if via not in ("gateway", "user", "loopback"):
        raise Refused(sayings.NO_PARAMETER, node, param="via", value=via)
    string = dial_string(via, number, str(row.get("at", "")))  # type: ignore[arg-type]
    return f"bridge {string.removesuffix('/default') if via == 'loopback' and not row.get('at') else string}"


def _fixed(node: FlowNode, param: str, ends: Ends) -> str:
    return _filled(text(node, param), node, param, ends)


def _filled(written: str, node: FlowNode, param: str, ends: Ends) -> str:
    """A template with the keys pressed as `$1` and nothing else in it. Raises Refused."""

    def value(found: re.Match[str]) -> str:
        if ends.entry and found.group(1) == ends.entry:
            return "$1"
        raise Refused(sayings.NO_VALUE, node, param=param)

    plain = _SLOT.sub(value, written.replace(_BRACES, "\0"))
    refuse_if("{%" in plain or "{#" in plain, sayings.NO_VALUE, node, param=param)
    return plain.replace("\0", "{")
