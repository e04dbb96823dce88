"""`ivr.conf.xml` and what it includes, read into menus; `$${variables}` are filled in on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flows.element import Element
from flows.imports import ivr_sayings as sayings
from flows.imports.foreign_xml import read_xml
from flows.imports.ivr_menu import ATTRIBUTES, Entry, Menu
from flows.imports.report import Both, Findings
from flows.problems import Problem, Report

MOST_FILES = 200
"""Files that one import may include."""

KEPT_GLOBALS = frozenset({"sound_prefix", "sounds_dir"})
"""Variables that only say where sounds lie: a sound has a name here."""

_GLOBAL = re.compile(r"\$\$\{([^{}]{1,100})\}")


@dataclass(slots=True)
class Document:
    """What the files of one import hold: menus by name, and the variables that `X-PRE-PROCESS` set."""

    menus: dict[str, Menu] = field(default_factory=dict)
    globals: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def filled(self, text: str, findings: Findings, file: str, line: int, place: str) -> str:
        """`text` with its `$${variables}`; those that nobody set stay and are reported."""

        def value(found: re.Match[str]) -> str:
            name = found.group(1)
            if name in self.globals and name not in KEPT_GLOBALS:
                return self.globals[name]
            if name not in KEPT_GLOBALS:
                findings.say(sayings.UNKNOWN_GLOBAL, file, line, place, name=name)
            return found.group()

        # A value may hold further variables; two rounds are what vars.xml needs, and nothing runs for ever.
        once = _GLOBAL.sub(value, text)
        return _GLOBAL.sub(value, once) if once != text else once


def read_menus(path: Path, findings: Findings, given: Mapping[str, str] | None = None) -> Document:
    """The menus of a file. `given` are variables that the caller knows; they win over those of the files."""
    document = Document()
    reading = _Reading(path, document, findings)
    for beside in (path.parent / "vars.xml", path.parent.parent / "vars.xml"):
        if beside.is_file() and beside != path:
            reading.variables(beside)
    document.globals.update(given or {})
    reading.given = dict(given or {})
    reading.file(path)
    if not document.menus and not document.problems:
        findings.say(sayings.NO_MENU, str(path), 1)
    return document


class _Reading:
    """One import: which files were read, and from where includes may come."""

    def __init__(self, path: Path, document: Document, findings: Findings) -> None:
        self._document = document
        self._findings = findings
        self._root = path.resolve().parent.parent
        self._seen: set[Path] = set()
        self.given: dict[str, str] = {}

    def variables(self, path: Path) -> None:
        """Take the variables that a file sets, and nothing else of it."""
        report = Report(str(path))
        root = read_xml(path, report)
        for element in root.walk() if root else ():
            if element.tag == "X-PRE-PROCESS":
                self._set(element)

    def file(self, path: Path) -> None:
        """Take the menus of a file and of those that it includes."""
        resolved = path.resolve()
        if resolved in self._seen:
            return
        self._seen.add(resolved)
        report = Report(str(path))
        root = read_xml(path, report)
        self._document.problems += report.problems
        for element in root.walk() if root else ():
            if element.tag == "X-PRE-PROCESS":
                self._set(element)
                for included in self._included(element, path):
                    self.file(included)
            elif element.tag == "menu":
                self._menu(element, str(path))

    def _set(self, element: Element) -> None:
        if element.attributes.get("cmd") in ("set", "env-set", "stun-set"):
            name, sign, value = element.attributes.get("data", "").partition("=")
            if sign and name.strip() not in self.given and element.attributes["cmd"] == "set":
                self._document.globals[name.strip()] = value

    def _included(self, element: Element, path: Path) -> Iterator[Path]:
        if element.attributes.get("cmd") != "include":
            return
        data = element.attributes.get("data", "")
        place = (str(path), element.line)
        if "$" in data or Path(data).is_absolute():
            self._refuse(place, data, "its path is not relative", "路径不是相对路径")
            return
        try:
            found = sorted(path.parent.glob(data)) if data else []
        except (ValueError, OSError, NotImplementedError):
            found = []
        inside = [one for one in found if one.is_file() and one.resolve().is_relative_to(self._root)]
        if not inside:
            self._refuse(place, data, "there is no such file beside this one", "旁边没有这个文件")
        elif len(self._seen) + len(inside) > MOST_FILES:
            self._refuse(place, data, f"more than {MOST_FILES} files", f"超过 {MOST_FILES} 个文件")
        else:
            yield from inside

    def _refuse(self, place: tuple[str, int], what: str, en: str, zh: str) -> None:
        self._findings.say(sayings.INCLUDE_REFUSED, *place, what=what or "?", reason=Both(zh, en))

    def _menu(self, element: Element, file: str) -> None:
        name = element.attributes.get("name", "")
        place = f"menu {name}"
        if name in self._document.menus:
            self._findings.say(sayings.SAME_NAME, file, element.line, place, name=name)
            return
        for attribute in element.attributes:
            if attribute not in ATTRIBUTES:
                self._findings.say(sayings.UNKNOWN_ATTRIBUTE, file, element.line, place, name=attribute)
        fill = self._document.filled
        attributes = {
            key: fill(value, self._findings, file, element.line, place)
            for key, value in element.attributes.items()
        }
        entries = tuple(self._entry(child, file, name) for child in element.children if child.tag == "entry")
        self._document.menus[name] = Menu(name, attributes, entries, file, element.line)

    def _entry(self, element: Element, file: str, menu: str) -> Entry:
        digits = element.attributes.get("digits", "")
        place = f"menu {menu}, key {digits}"
        param = element.attributes.get("param", "")
        filled = self._document.filled(param, self._findings, file, element.line, place)
        return Entry(element.attributes.get("action", ""), digits, filled, file, element.line)
