"""Quick fixes of SQL: values that are pasted into a statement, or bound inside of quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, count

from flowdesigner.document.desk import FlowDocument
from flowdesigner.problems.fix import Fix, Values
from flowdesigner.problems.table_rows import rows_of, with_table
from flowdesigner.properties.project import Project
from flowdesigner.words.say import say
from flows.model import Row
from flows.problems import Problem

_PASTED = re.compile(r"'\{\{\s*([^{}]+?)\s*\}\}'|\{\{\s*([^{}]+?)\s*\}\}")
_TEXT = re.compile(r"'((?:[^']|'')*)'")
_CONCAT = ("mysql", "mariadb", "mssql")
_WORD = re.compile(r"[A-Za-z_]\w*")


def pasted(document: FlowDocument, problem: Problem, _: Values) -> Iterator[Fix]:
    """Values that are pasted into the statement: bound ones, with rows in `values`."""
    node = document.flow.nodes.get(problem.node)
    sql = node.params.get(problem.parameter) if node is not None else None
    if node is None or not isinstance(sql, str):
        return
    rows: list[Row] = list(rows_of(node, "values"))
    bound = {str(row.get("value", "")): str(row.get("name", "")) for row in rows}

    def bind(found: re.Match[str]) -> str:
        expression = found[1] or found[2]
        if expression not in bound:
            bound[expression] = _name(expression, set(bound.values()))
            rows.append({"name": bound[expression], "value": expression})
        return f":{bound[expression]}"

    written = _PASTED.sub(bind, sql)
    if "{{" in written or "{%" in written or _in_text(written, bound):
        return
    words = say("改为绑定值", "Bind the values")
    after = with_table(node, "values", tuple(rows))
    after = replace(after, params={**after.params, problem.parameter: written})
    yield Fix(words, lambda: document.set_node(after, words))


def _in_text(sql: str, bound: dict[str, str]) -> bool:
    """Whether a bound value came to stand in a quoted text: it was only a part of one."""
    return any(f":{name}" in text for text in _TEXT.findall(sql) for name in bound.values())


def _name(expression: str, taken: set[str]) -> str:
    """A name for a value, from the last word of its expression's first operand."""
    words = _WORD.findall(expression.partition("|")[0])
    name = words[-1] if words else "value"
    numbered = (f"{name}_{number}" for number in count(2))
    return next(each for each in chain([name], numbered) if each not in taken)


def _together(parts: list[str], dialect: str) -> str:
    """Texts and values as one text. `||` means "or" to MySQL and MariaDB; SQL Server has none."""
    if len(parts) > 1 and dialect in _CONCAT:
        return f"CONCAT({', '.join(parts)})"
    return " || ".join(parts)


def in_quotes(document: FlowDocument, problem: Problem, values: Values) -> Iterator[Fix]:
    """A bound value in quotes: without them, the rest of the text joined to it."""
    node = document.flow.nodes.get(problem.node)
    sql = node.params.get(problem.parameter) if node is not None else None
    value = values.get("value", "")
    if node is None or not isinstance(sql, str) or not value:
        return
    place = re.compile(re.escape(value) + r"(?!\w)")
    project = Project()
    project.file = document.path
    dialect = project.dialect(str(node.params.get("connection", "")))

    def joined(found: re.Match[str]) -> str:
        pieces = place.split(found[1])
        if len(pieces) == 1:
            return found[0]
        parts: list[str] = []
        for number, piece in enumerate(pieces):
            parts += [value] if number else []
            parts += [f"'{piece}'"] if piece else []
        return _together(parts, dialect)

    written = _TEXT.sub(joined, sql)
    if written != sql:
        words = say("把 {} 移出引号", "Take {} out of the quotes", value)
        yield Fix(words, lambda: document.set_param(node.id, problem.parameter, written))
