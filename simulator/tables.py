"""Makes one case of each row of a case's table: `<column>` stands for the row's value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from simulator import grammar
from simulator.errors import ScriptProblem
from simulator.yaml_lines import Located, Place, plain_value

_COLUMN = re.compile(r"(?<!\?P)<([^\W\d]\w*)>")
"""A column in a text; `(?P<name>` is a pattern's own."""


_NAMED = 80
"""Characters of a row's values in the name of its case."""


@dataclass(frozen=True, slots=True)
class Made:
    """The data of one case, and the places in the file of the case and of its row (None: it has no table)."""

    data: Any
    case: Place
    row: Place | None = None


def made_cases(located: Located, problems: list[ScriptProblem]) -> list[Made] | None:
    """Every case of the file, tables written out; None if the file has no list of cases.

    `problems` receives columns that are missing, unknown or used by nothing.
    """
    cases = located.data.get("cases") if isinstance(located.data, Mapping) else None
    if not isinstance(cases, list):
        return None
    return [made for n, case in enumerate(cases) for made in _made(case, ("cases", n), located, problems)]


def _made(case: Any, place: Place, located: Located, problems: list[ScriptProblem]) -> Iterator[Made]:
    table = case.get("table") if isinstance(case, Mapping) else None
    if not isinstance(table, list) or not table or not all(isinstance(row, Mapping) for row in table):
        yield Made(case, place)
        return
    columns = dict.fromkeys(name for row in table for name in row)
    template = {name: value for name, value in case.items() if name != "table"}
    used: set[str] = set()
    for number, row in enumerate(table):
        spot: Place = (*place, "table", number)
        lacking = [name for name in columns if name not in row]
        if lacking:
            names = ", ".join(lacking)
            problems.append(
                ScriptProblem(
                    located.file,
                    located.line(spot),
                    f"the row has no value for {names}: write one, or ~ for nothing",
                    f"这一行没有 {names} 的值：写上，或用 ~ 表示没有",
                )
            )
            continue
        writing = _Row(row, located, used, problems if number == 0 else [])
        data = writing.value(template, place, False)
        if isinstance(data.get("name"), str) and data["name"] == case.get("name"):
            values = ", ".join(f"{column}={_text(cell)}" for column, cell in row.items())
            data["name"] = f"{data['name']} ({values[:_NAMED]})"
        yield Made(data, place, spot)
    for name in columns:
        if name not in used:
            problems.append(
                ScriptProblem(
                    located.file,
                    located.line((*place, "table")),
                    f"nothing in the case says <{name}>: use the column or leave it out",
                    f"用例里没有 <{name}>：用上这一列，或删掉它",
                )
            )


class _Row:
    """Writes the values of one row into the data of a case."""

    def __init__(
        self, row: Mapping[str, Any], located: Located, used: set[str], problems: list[ScriptProblem]
    ) -> None:
        self._row = row
        self._located = located
        self._used = used
        self._problems = problems

    def value(self, value: Any, place: Place, bare: bool) -> Any:
        """`value` with the row's values in it; `bare`: a word stays one, as simulator.yaml_lines has it."""
        if isinstance(value, Mapping):
            table = bool(place) and place[-1] in grammar.TABLES
            return {
                name: self.value(each, (*place, name), bare or table or name in grammar.WORDS)
                for name, each in value.items()
            }
        if isinstance(value, list):
            return [self.value(each, (*place, n), bare) for n, each in enumerate(value)]
        return self._written(value, place, bare) if isinstance(value, str) else value

    def _written(self, text: str, place: Place, bare: bool) -> Any:
        alone = _COLUMN.fullmatch(text)
        if alone and alone[1] in self._row:
            self._used.add(alone[1])
            cell = self._row[alone[1]]
            return cell if bare or not isinstance(cell, str) else plain_value(cell)
        return _COLUMN.sub(lambda found: self._cell(found, place), text)

    def _cell(self, found: re.Match[str], place: Place) -> str:
        name = found[1]
        if name not in self._row:
            known = ", ".join(self._row)
            self._complain(
                place, f"the table has no column '{name}': {known}", f"表中没有列“{name}”：{known}"
            )
            return found[0]
        self._used.add(name)
        cell = self._row[name]
        if isinstance(cell, list | Mapping):
            en = f"<{name}> is more than a word here: let it stand alone"
            self._complain(place, en, f"<{name}> 在这里不是一个词：让它单独成为一个值")
        return _text(cell)

    def _complain(self, place: Place, en: str, zh: str) -> None:
        self._problems.append(ScriptProblem(self._located.file, self._located.line(place), en, zh))


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell)
