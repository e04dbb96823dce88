"""The pass `sql`: statements take values as bound values, never as pieces of text."""

from __future__ import annotations

import re

from flows.codes import world as codes
from flows.problems import short
from flows.program import Unit
from flows.world import World

_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{\{|\{%", re.DOTALL)
_FORMAT = re.compile(r"%\(\w+\)s|(?<!%)%s\b|\$\{[^}]*\}")
_PARTS = re.compile(r"'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/", re.DOTALL)
_QUOTED = re.compile(r"'\s*[%_]*\s*(:[A-Za-z_]\w*)\s*[%_]*\s*'")
_DYNAMIC = re.compile(
    r"\b(execute\s+immediate|exec(?:ute)?\s*\(|sp_executesql|prepare\s+\w+\s+from)", re.IGNORECASE
)


def check_sql(unit: Unit, world: World) -> None:
    """Look at every statement; the database itself is asked where the world can."""
    for bound in unit.nodes.values():
        for use in bound.values("sql"):
            spliced = _spliced(use.value)
            for what in spliced:
                unit.add(codes.SPLICED_SQL, bound, use.place, what=short(what))
            for value in _quoted(use.value):
                unit.add(codes.QUOTED_VALUE, bound, use.place, value=value)
            if spliced:
                continue
            for connection in bound.values("connection"):
                if reason := world.sql_fault(connection.value, use.value):
                    unit.add(codes.SQL_REFUSED, bound, use.place, reason=short(reason))


def _spliced(sql: str) -> list[str]:
    """What is put into the statement as text: templates, format places, statements made of text."""
    found = [*_TEMPLATE.findall(sql), *_FORMAT.findall(sql)]
    bare = _PARTS.sub(" '' ", sql)
    if "||" in bare or "+" in bare or re.search(r"\bconcat\b", bare, re.IGNORECASE):
        found += _DYNAMIC.findall(bare)
    return list(dict.fromkeys(" ".join(piece.split()) for piece in found))


def _quoted(sql: str) -> list[str]:
    """The names of bound values that stand alone in quotes, or between wildcards only."""
    texts = (part.group() for part in _PARTS.finditer(sql) if part.group().startswith("'"))
    return list(dict.fromkeys(found[1] for text in texts if (found := _QUOTED.fullmatch(text))))
