"""Reads what is prepared for simulated calls: YAML as `given` of a call script, with its mistakes by line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from flows.problems import Lang
from simulator.complaints import complaint
from simulator.errors import ScriptError
from simulator.grammar import KEYED, TABLES, WORDS
from simulator.interactive.commands import Mocks
from simulator.yaml_lines import read_yaml

FILE = "given"

_ADAPTER: TypeAdapter[Mocks] = TypeAdapter(Mocks)


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in a line, counted from 1; 0: as a whole. `place`: keys and numbers, outermost first."""

    line: int
    zh: str
    en: str
    place: tuple[str | int, ...] = ()

    def text(self, lang: Lang) -> str:
        """The sentence."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Given:
    """What was written: as the command `mocks` takes it, or what is wrong with it."""

    value: dict[str, Any] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()


def read_given(text: str) -> Given:
    """What a text prepares. Nothing is raised."""
    try:
        located = read_yaml(text, FILE, WORDS, TABLES, KEYED)
    except ScriptError as error:
        return Given(mistakes=tuple(Mistake(e.line, e.zh or e.message, e.message) for e in error.problems))
    data = {} if located.data is None else located.data
    if not isinstance(data, dict):
        return Given(
            mistakes=(
                Mistake(1, "应为一组“名字: 值”，例如 legs:", "should be names with values, such as legs:"),
            )
        )
    try:
        made = _ADAPTER.validate_python({"given": data})
    except ValidationError as error:
        mistakes = []
        for detail in error.errors():
            place = detail["loc"][1:]
            told = complaint(detail, "")
            name = ".".join(str(part) for part in place)
            head = f"{name}: " if name else ""
            mistakes.append(Mistake(located.line(place), head + told.zh, head + told.en, place))
        return Given(mistakes=tuple(mistakes))
    return Given(made.given.model_dump(mode="json", exclude_unset=True, by_alias=True))
