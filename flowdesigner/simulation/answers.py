"""The prepared answers of databases and web services as rows, read from the text of a `given` and put back.

The text stays what counts: only the blocks `database` and `http` are written anew, and only when they change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import yaml

from simulator.errors import ScriptError
from simulator.grammar import KEYED, TABLES, WORDS
from simulator.yaml_lines import plain_value, read_yaml

Sort = Literal["database", "http"]
SORTS: tuple[Sort, ...] = ("database", "http")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
FAILURES = ("", "unavailable", "refused", "timeout")
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Answer:
    """One prepared answer: of which service, and its fields as they are written; none that are not."""

    sort: Sort
    connection: str = ""
    fields: dict[str, Any] = field(default_factory=dict)

    def get(self, name: str, otherwise: Any = "") -> Any:
        """A field."""
        return self.fields.get(name, otherwise)

    def having(self, **values: Any) -> Answer:
        """The same with other fields; one that is None, or an empty text, is not written any more."""
        fields = {**self.fields, **values}
        return replace(self, fields={k: v for k, v in fields.items() if v is not None and v != ""})

    @property
    def asks(self) -> str:
        """What it answers to: a part of the SQL, or a method and a part of the path."""
        if self.sort == "database":
            return str(self.get("sql"))
        return f"{self.get('method')} {self.get('path')}".strip()

    def asking(self, words: str) -> Answer:
        """The same for another question."""
        words = words.strip()
        if self.sort == "database":
            return self.having(sql=words)
        method, _, path = words.partition(" ")
        if method.upper() in METHODS:
            return self.having(method=method.upper(), path=path.strip())
        return self.having(method="", path=words)


def read_answers(text: str) -> list[Answer] | None:
    """The answers in a text, in their order; None if it is no YAML or no list of answers stands there."""
    data = _data(text)
    if data is None:
        return None
    found: list[Answer] = []
    for sort in SORTS:
        by_connection = data.get(sort) or {}
        if not isinstance(by_connection, dict):
            return None
        for connection, answers in by_connection.items():
            if not isinstance(answers, list) or not all(isinstance(each, dict) for each in answers):
                return None
            found += [Answer(sort, connection, each) for each in answers]
    return found


def with_answers(text: str, answers: Iterable[Answer]) -> str:
    """The text with these answers and no others. What else stands in it is left as it is.

    Raises ValueError for a text that `read_answers` cannot read.
    """
    data = _data(text)
    if data is None:
        raise ValueError("a text that is no YAML has no answers")
    listed = list(answers)
    for sort in SORTS:
        wanted = grouped(listed, sort)
        if wanted != (data.get(sort) or {}):
            text = _with_block(text, sort, wanted)
    return text


def grouped(answers: Sequence[Answer], sort: Sort) -> dict[str, list[dict[str, Any]]]:
    """The answers of one sort as they are written: by connection."""
    made: dict[str, list[dict[str, Any]]] = {}
    for each in answers:
        if each.sort == sort:
            made.setdefault(each.connection, []).append(each.fields)
    return made


def cell_text(value: object) -> str:
    """A value as it is typed into a cell: texts as they are, in quotes if they would be something else."""
    if isinstance(value, str):
        same = value and plain_value(value) == value and value == value.strip() and value[0] not in "'\"[{"
        return value if same else f"'{value}'"
    written = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10_000)
    return written.removesuffix("...\n").strip()


def cell_value(text: str) -> Any:
    """What was typed into a cell: a number, a date, yes or no, a list, else a text."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1]
    if text[:1] in ("[", "{"):
        try:
            return read_yaml(text, "").data
        except ScriptError:
            return text
    return plain_value(text)


def _data(text: str) -> dict[str, Any] | None:
    try:
        data = read_yaml(text, "", WORDS, TABLES, KEYED).data
    except ScriptError:
        return None
    data = {} if data is None else data
    return data if isinstance(data, dict) else None


def _with_block(text: str, key: str, value: dict[str, Any]) -> str:
    """The text with another block of that key: in its place, else at the end; none for an empty value."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if isinstance(root, yaml.MappingNode) and (root.flow_style or root.start_mark.column):
        data = _data(text) or {}
        return _dump({**data, key: value} if value else {k: v for k, v in data.items() if k != key})
    lines = text.splitlines()
    block = _dump({key: value}).splitlines() if value else []
    starts = [(each.value, each.start_mark.line) for each, _ in (root.value if root is not None else ())]
    begin = next((line for name, line in starts if name == key), len(lines))
    end = min((line for _, line in starts if line > begin), default=len(lines))
    # What stands before the next key, or at the end, belongs to what follows.
    while end > begin and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    made = [*lines[:begin], *block, *lines[end:]]
    return "\n".join(made) + "\n" if made else ""


def _dump(data: dict[str, Any]) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=None, width=_WIDTH)
