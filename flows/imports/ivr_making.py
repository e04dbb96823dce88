"""What the parts of building one menu's flow share: the menu, its draft, and where a menu ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.imports.draft import Draft
from flows.imports.ivr_actions import Applications, Where
from flows.imports.ivr_choices import Choices
from flows.imports.ivr_menu import Menu
from flows.imports.ivr_sounds import Sounds
from flows.imports.report import Findings, Saying


@dataclass(frozen=True, slots=True)
class Place:
    """Where a menu stands among the others of an import.

    `flows` are the flow names of all menus. `subs` maps the menus that this one enters to the names by which
    they return; `within` are those that it is inside of already, so that entering one means going back to it;
    `top` is the outermost of them, empty for a menu that is outermost itself.
    """

    flows: Mapping[str, str]
    subs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    within: frozenset[str] = frozenset()
    top: str = ""
    called: bool = False
    language: str = "en"


class Making:
    """One flow in the making. The methods give the id of a node, which is made when it is first asked for."""

    def __init__(self, menu: Menu, place: Place, sounds: Sounds, findings: Findings) -> None:
        self.menu = menu
        self.place = place
        self.sounds = sounds
        self.findings = findings
        about = f"Imported from the FreeSWITCH menu {menu.name}."
        self.draft = Draft(place.flows[menu.name], place.language, about, menu.name)
        self.count = menu.key_count or 1
        self.applications = Applications(self.draft, sounds, findings, menu.get("transfer-sound"))
        self.choices = Choices(menu, self.count, findings)
        short = menu.get("greet-short")
        self.repeat = "greet_again" if short and short != menu.get("greet-long") else "greet"
        self.wrong = self.applications.play(menu.get("invalid-sound"), "wrong", self.where(1), "failed")

    def where(self, row: int = 0) -> Where:
        """The menu itself, for the report."""
        return Where(self.menu.file, self.menu.line, f"menu {self.menu.name}", row)

    def say(self, saying: Saying, **values: object) -> None:
        """Report something about the menu."""
        where = self.where()
        self.findings.say(saying, where.file, where.line, where.place, **values)

    def assign(self, id_: str, variable: str, value: str, on: str, at: tuple[int, int]) -> str:
        """A node that sets one variable; made once."""
        if id_ in self.draft.flow.nodes:
            return id_
        rows = ({"name": variable, "value": value},)
        return self.draft.add(id_, "set", {"next": on}, {"values": rows}, at=at)

    # -- where it goes on or ends ---------------------------------------------------------------------

    def again(self) -> str:
        """The menu once more, by its short greeting: an entry was right."""
        return self.assign("again", "failures", "0", self.repeat, (6, 0))

    def anew(self) -> str:
        """The menu from its beginning, after a sub-menu."""
        if self.repeat == "greet":
            return self.again()
        return self.assign("anew", "failures", "0", "greet", (6, 1))

    def finish(self) -> str:
        """The menu is over: the caller goes back, or out of the outermost menu with its exit sound."""
        if self.place.top:
            return self.leave("done")
        if "goodbye" in self.draft.flow.nodes:
            return "goodbye"
        return self.applications.play(self.menu.get("exit-sound"), "goodbye", self.where(12), self.over())

    def die(self) -> str:
        """All menus are over."""
        return self.leave("exit") if self.place.top else self.finish()

    def over(self) -> str:
        """The end without a word."""
        if self.place.top:
            return self.leave("exit")
        if self.place.called:
            return self.leave("done")
        if "over" not in self.draft.flow.nodes:
            self.draft.add("over", "hangup", at=(5, 12))
        return "over"

    def leave(self, name: str) -> str:
        """Back to whoever entered this flow, by `name`."""
        id_ = {"done": "back", "exit": "leave", "top": "to_top"}.get(name, name)
        if id_ not in self.draft.flow.nodes:
            row = 10 + sum(node.type == "return" for node in self.draft.flow.nodes.values())
            self.draft.add(id_, "return", {}, {"name": name}, at=(6, row))
        return id_
