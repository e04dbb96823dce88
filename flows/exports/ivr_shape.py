"""The flow of an imported menu back as the menu: read off its nodes, then proven by importing it again."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flows.exports import sayings
from flows.exports.ivr_actions import Action, Ends, actions, once_more
from flows.exports.ivr_prompts import Say, milliseconds, refuse_if, sound, text
from flows.exports.sayings import Refused
from flows.imports.ivr_menu import Entry, Menu
from flows.imports.report import Both
from flows.model import Flow, FlowNode

_FAILURES = re.compile(r"failures >= (\d{1,6})")


class Shape:
    """The parts of an imported flow, found by how they are linked. Raises Refused where one is missing."""

    def __init__(self, flow: Flow, say: Say) -> None:
        self.flow = flow
        self.say = say
        self.greet = self.node(flow.start, "play")
        self.listen = self.node(self.greet.exits.get("done", ""), "digits")
        self.during = self.node(self.greet.exits.get("interrupted", ""), "digits")
        self.choose = self.node(self.listen.exits.get("valid", ""), "switch")
        self.silences = self.node(self.listen.exits.get("no_input", ""), "loop")
        self.again = self.node(self.silences.exits.get("body", ""), "play")
        wrong = self.node(self.choose.exits.get("else", ""))
        self.wrong = wrong if wrong.type == "play" else None
        failed = self.node(wrong.exits.get("done", ""), "set") if self.wrong else wrong
        self.enough = self.node(failed.exits.get("next", ""), "condition")

    def node(self, id_: str, type_: str = "") -> FlowNode:
        """A node of a type."""
        node = self.flow.nodes.get(id_)
        if node is None or (type_ and node.type != type_):
            words = {"flow": self.flow.name, "reason": Both(f"缺少 {type_} 节点", f"no {type_} node")}
            raise Refused(sayings.NO_MENU, node, **words)
        return node

    def menu(self, name: str, menus: Mapping[str, str]) -> Menu:
        """The menu called `name`; `menus` are those of other flows."""
        found = _FAILURES.fullmatch(self._when())
        refuse_if(found is None, sayings.NO_PARAMETER, self.enough, param="branches", value=self._when())
        ends = self._ends(menus)
        silent = self._over(self.silences.exits.get("done", ""), ends)
        failed = self._over(self.enough.exits.get("enough", ""), ends)
        entries = tuple(self._entries(ends))
        long, short = sound(self.greet, "prompt", self.say), sound(self.again, "prompt", self.say)
        attributes = {
            "name": name,
            "greet-long": long,
            "greet-short": short if self.again is not self.greet else "",
            "invalid-sound": sound(self.wrong, "prompt", self.say) if self.wrong else "",
            "exit-sound": self._exit_sound(),
            "transfer-sound": "".join(ends.transfer_sounds),
            "timeout": str(milliseconds(self.listen, "first_seconds", 5)),
            "inter-digit-timeout": str(milliseconds(self.listen, "inter_seconds", 3)),
            "max-failures": found.group(1) if found else "",
            "max-timeouts": str(int(text(self.silences, "times") or 0) + 1),
            "digit-len": text(self.listen, "max"),
            "exec-on-max-failures": failed,
            "exec-on-max-timeouts": silent,
        }
        return Menu(name, {key: value for key, value in attributes.items() if value}, entries)

    def _when(self) -> str:
        rows = self.enough.params.get("branches")
        return str(rows[0].get("when", "")) if isinstance(rows, tuple) and rows else ""

    def _ends(self, menus: Mapping[str, str]) -> Ends:
        """Where an action may lead: back to the menu, out of it, or to those who called it."""
        nodes: dict[str, str] = {}
        for node in self.flow.nodes.values():
            if node.type == "set" and node.exits.get("next") in (self.greet.id, self.again.id):
                nodes[node.id] = ""
        ends = Ends(nodes, text(self.listen, "into"), dict(menus))
        for node in self.flow.nodes.values():
            following = self.flow.nodes.get(node.exits.get("done", ""))
            if node.type == "play" and following and self._is_end(following):
                nodes[node.id] = "menu-exit"
            elif self._is_end(node) and not any(n == node.id for n in nodes):
                nodes.setdefault(node.id, "menu-exit")
        for node in self.flow.nodes.values():
            if node.type == "return":
                nodes.pop(node.id, None)
        return ends

    def _is_end(self, node: FlowNode) -> bool:
        return node.id == "over" and node.type in ("hangup", "return")

    def _exit_sound(self) -> str:
        plays = [
            node
            for node in self.flow.nodes.values()
            if node.type == "play"
            and (end := self.flow.nodes.get(node.exits.get("done", "")))
            and self._is_end(end)
        ]
        return sound(plays[0], "prompt", self.say) if plays else ""

    def _over(self, id_: str, ends: Ends) -> str:
        """What is run when the menu gives up, as `exec-on-max-...` has it; empty for nothing."""
        node = self.flow.nodes.get(id_)
        if node is None or id_ in ends.nodes or node.type == "return":
            return ""
        made: list[Action] = actions(self.flow, id_, ends, self.say)
        return made[0][1] if made[0][0] == "menu-exec-app" else ""

    def _entries(self, ends: Ends) -> list[Entry]:
        rows = self.choose.params.get("cases")
        made: list[Entry] = []
        for row in rows if isinstance(rows, tuple) else ():
            pattern = str(row.get("pattern", ""))
            digits = f"/^({pattern})$/" if pattern else str(row.get("equals", ""))
            refuse_if(not digits, sayings.NO_PARAMETER, self.choose, param="cases", value="")
            target = self.choose.exits.get(str(row.get("exit", "")), "")
            found = actions(self.flow, target, ends, self.say) or [once_more(self.flow)]
            made += [Entry(action, digits, param) for action, param in found]
        return made
