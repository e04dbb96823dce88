"""The phrases of a switch: macros of its language files, put together as the segments of a prompt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from flows.element import Element
from flows.imports import ivr_sayings as sayings
from flows.imports.draft import as_template, literal
from flows.imports.foreign_xml import read_xml
from flows.imports.ivr_patterns import search
from flows.imports.report import Findings
from flows.problems import Report
from nodes.prompts import Segment

MOST_FILES = 500
"""Language files that are looked through."""
MOST_NESTED = 8
"""Phrases within phrases."""

_READINGS = {
    ("number", "iterated"): "digits",
    ("number", "pronounced"): "number",
    ("number", "counted"): "ordinal",
    ("items", "pronounced"): "count",
    ("telephone_number", "pronounced"): "telephone",
    ("telephone_number", "iterated"): "digits",
    ("currency", "pronounced"): "money",
    ("name_spelled", "pronounced"): "letters",
    ("account_number", "iterated"): "digits",
    ("account_number", "pronounced"): "number",
}
"""What the switch says by type and method (switch_say_type of switch_types.h), by our word for it."""

_WHOLE = frozenset({"", "(.*)", "^(.*)$", ".*", "^.*$", "(.+)", "^(.+)$", r"^(\d+)$", r"(\d+)", "^([0-9]+)$"})
"""Patterns that any entry of keys fits, with `$1` for all of it."""

_PLACE = re.compile(r"\$(\d)")


@dataclass(frozen=True, slots=True)
class Argument:
    """What is handed to a phrase: fixed words, or an expression of the flow."""

    text: str = ""
    expression: str = ""


@dataclass(slots=True)
class Phrases:
    """Every macro that was found, by name, with the file that holds it."""

    macros: dict[str, tuple[Element, str]] = field(default_factory=dict)

    def read(self, paths: Iterable[Path]) -> None:
        """Add the macros of files and of the XML files in folders; files that are no XML are passed over."""
        found: list[Path] = []
        for path in paths:
            found += sorted(path.rglob("*.xml")) if path.is_dir() else [path]
        for path in found[:MOST_FILES]:
            root = read_xml(path, Report(str(path)))
            for element in root.walk() if root else ():
                if element.tag == "macro" and element.attributes.get("name"):
                    self.macros.setdefault(element.attributes["name"], (element, str(path)))


Play = Callable[[str, str, int], tuple[Segment, ...]]
"""What a sound that a macro plays is here: its name, the file and the line."""


class Speaking:
    """Puts the segments of one phrase together."""

    def __init__(self, phrases: Phrases, findings: Findings, play: Play) -> None:
        self._phrases = phrases
        self._findings = findings
        self._play = play

    def knows(self, name: str) -> bool:
        """Whether there is such a phrase."""
        return name.partition("@")[0] in self._phrases.macros

    def segments(self, name: str, argument: Argument, depth: int = 1) -> list[Segment]:
        """The segments of the phrase `name`, which is known."""
        macro, file = self._phrases.macros[name.partition("@")[0]]
        if depth > MOST_NESTED:
            self._findings.say(sayings.MACRO_DEEP, file, macro.line, f"macro {name}", name=name)
            return []
        pause = _number(macro.attributes.get("pause", ""))
        spoken: list[Segment] = []
        for action, groups in self._actions(macro, file, name, argument):
            if action.attributes.get("function", "").lower() == "break":
                break
            parts = self._action(action, groups, file, name, depth)
            if spoken and parts and pause:
                spoken.append(Segment("silence", ms=pause))
            spoken += parts
        return spoken

    def _actions(
        self, macro: Element, file: str, name: str, argument: Argument
    ) -> Iterable[tuple[Element, tuple[Argument, ...]]]:
        """The actions of every input that the argument matches, each with the groups of the match."""
        for element in macro.children:
            if element.tag != "input":
                continue
            groups = self._groups(element, file, name, argument)
            wanted = "match" if groups else "nomatch"
            part = next((child for child in element.children if child.tag == wanted), None)
            for action in part.children if part else ():
                if action.tag == "action":
                    yield action, groups
            if part and element.attributes.get("break_on_match") in ("true", "yes", "on", "1"):
                return

    def _groups(self, element: Element, file: str, name: str, argument: Argument) -> tuple[Argument, ...]:
        pattern = element.attributes.get("pattern", ".*")
        if "field" in element.attributes:
            self._left(element, file, name, f'field="{element.attributes["field"]}"')
        if argument.expression:
            if pattern not in _WHOLE:
                self._left(element, file, name, f"the pattern {pattern}")
            return (argument, argument)
        return tuple(map(Argument, search(pattern, argument.text)))

    def _action(
        self, action: Element, groups: tuple[Argument, ...], file: str, name: str, depth: int
    ) -> list[Segment]:
        function = action.attributes.get("function", "").lower()
        data = action.attributes.get("data", "")
        if function == "play-file":
            return list(self._play(_fixed(data, groups), file, action.line))
        if function == "speak-text":
            return [Segment("say", _template(data, groups))]
        if function == "phrase" and self.knows(inner := action.attributes.get("phrase", "")):
            return self.segments(inner, _argument(data, groups), depth + 1)
        if function == "say":
            what = (action.attributes.get("type", "").lower(), action.attributes.get("method", "").lower())
            if reading := _READINGS.get(what):
                return [Segment("value", _expression(data, groups), reading)]
        if function == "execute" and data.startswith("sleep("):
            return [Segment("silence", ms=_number(data[6:]))]
        self._left(action, file, name, f"{function} {data}".strip())
        return []

    def _left(self, element: Element, file: str, name: str, what: str) -> None:
        self._findings.say(sayings.MACRO_PART, file, element.line, f"macro {name}", name=name, what=what)


def _number(text: str) -> int:
    found = re.match(r"\s*(\d{1,6})", text)
    return int(found.group(1)) if found else 0


def pieces(data: str, groups: tuple[Argument, ...]) -> list[Argument]:
    """`data` cut at its `$1`, each in the place of what it stands for; nothing stands for the others."""
    found: list[Argument] = []
    for number, text in enumerate(_PLACE.split(data)):
        if number % 2 == 0:
            found.append(Argument(text))
        elif int(text) < len(groups):
            found.append(groups[int(text)])
    return [piece for piece in found if piece.text or piece.expression]


def _fixed(data: str, groups: tuple[Argument, ...]) -> str:
    """`data` as fixed words; an expression in it stays `${...}`, which is then reported."""
    return "".join(p.text or f"${{{p.expression}}}" for p in pieces(data, groups))


def _expression(data: str, groups: tuple[Argument, ...]) -> str:
    return " ~ ".join(p.expression or literal(p.text) for p in pieces(data, groups)) or literal("")


def _template(data: str, groups: tuple[Argument, ...]) -> str:
    return "".join(
        f"{{{{ {p.expression}|digits }}}}" if p.expression else as_template(p.text)
        for p in pieces(data, groups)
    )


def _argument(data: str, groups: tuple[Argument, ...]) -> Argument:
    found = pieces(data, groups)
    if any(piece.expression for piece in found):
        return Argument(expression=_expression(data, groups))
    return Argument("".join(piece.text for piece in found))
